from .check_pages import check_page as check_page
from .screen_pages import may_screen as may_screen
from .structures import structures_page as structures_page

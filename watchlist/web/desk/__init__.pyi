from .command_search import command_page as command_page
from .equal_lines import equal_page as equal_page, judge_equal_page as judge_equal_page
from .second_officer import answer_page as answer_page, referral_page as referral_page, waiting_page as waiting_page

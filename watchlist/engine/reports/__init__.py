"""An answer written as text for people and programs: its writers, and the views that pages share with them."""

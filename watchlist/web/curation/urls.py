"""Where the curators' pages answer, inside the admin."""

from __future__ import annotations

from django.urls import path

from watchlist.web.curation import (
    change_acts,
    change_pages,
    change_sets,
    sources,
    tasks as curator_tasks,
)

app_name = "curation"
urlpatterns = [
    path("sources/", sources.sources_page, name="sources"),
    path("sources/<slug:key>/", sources.source_page, name="source"),
    path("sources/<slug:key>/look/", sources.look_page, name="look"),
    path("sources/<slug:key>/follow/", sources.follow_page, name="follow"),
    path("publications/<int:key>/", sources.publication_page, name="publication"),
    path("publications/<int:key>/file/", sources.publication_file, name="publication_file"),
    path("tasks/", curator_tasks.tasks_page, name="tasks"),
    path("tasks/<int:key>/", curator_tasks.task_page, name="task"),
    path("tasks/<int:key>/close/", curator_tasks.close_page, name="close"),
    path("change-sets/", change_sets.change_sets_page, name="change_sets"),
    path("change-sets/new/", change_pages.new_page, name="new"),
    path("change-sets/<uuid:key>/", change_sets.change_set_page, name="change_set"),
    path("change-sets/<uuid:key>/take-up/", change_acts.claim_review_page, name="take_up"),
    path("change-sets/<uuid:key>/decide/", change_acts.decide_page, name="decide"),
    path("change-sets/<uuid:key>/comment/", change_acts.comment_page, name="comment"),
    path("change-sets/<uuid:key>/effect/", change_acts.effect_page, name="effect"),
    path("changes/<int:key>/edit/", change_pages.edit_page, name="edit"),
    path("applications/<int:key>/roll-back/", change_acts.roll_back_page, name="roll_back"),
]

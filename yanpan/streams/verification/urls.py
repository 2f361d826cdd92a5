from django.urls import path

from yanpan.streams.verification.views import board, lists, pairs, taps, telephone, village

app_name = "verification"
urlpatterns = [
    path("", board.board, name="board"),
    path("board/<str:unit_key>/", board.board, name="board_of"),
    path("board/<str:unit_key>/hand-down/", board.hand_down_unit, name="hand_down"),
    path("board/<str:unit_key>/call/", board.call_late, name="call_late"),
    path("persons/", board.tasks, name="tasks"),
    path("persons/<uuid:task_id>/", board.answers, name="answers"),
    path("refused/", board.refused, name="refused"),
    path("lists/", lists.lists, name="lists"),
    path("lists/upload/", lists.upload, name="upload"),
    path("lists/<uuid:batch_id>/", lists.one_list, name="list"),
    path("lists/<uuid:batch_id>/mapping/", lists.mapping, name="mapping"),
    path("lists/<uuid:batch_id>/progress/", lists.progress, name="progress"),
    path("lists/<uuid:batch_id>/<str:step>/", lists.decide, name="decide_list"),
    path("pairs/", pairs.pairs, name="pairs"),
    path("pairs/decided/", pairs.decided, name="decided_pairs"),
    path("arriving/", village.arriving, name="arriving"),
    path("arriving/<str:unit_key>/", village.arriving, name="arriving_at"),
    path("arriving/<str:unit_key>/refuse/", village.refuse, name="refuse"),
    path("village/", village.village, name="village"),
    path("door/<uuid:task_id>/", taps.door, name="door"),
    path("door/<uuid:task_id>/not-ours/", taps.not_ours, name="not_ours"),
    path("telephone/", telephone.villages, name="telephone"),
    path("telephone/<str:unit_key>/", telephone.village, name="telephone_village"),
    path("telephone/<str:unit_key>/roster/", telephone.roster, name="roster"),
]

"""The board: who is woken, who is not, and that whoever comes back missed nothing."""

import pytest

from headrace.config.live import board as boards
from headrace.config.live.board import Board, Stream
from headrace.kit.tickets import Ticket

BEGAN = 1_000.0


@pytest.fixture
def board() -> Board:
    return Board(BEGAN)


def entered(board: Board, *marks: str, issued: float = BEGAN + 1, after: str = "") -> Stream:
    stream = Stream(Ticket("page", frozenset(marks), issued))
    board.enter(stream, after)
    return stream


def of_everything(board: Board, issued: float = BEGAN + 1, after: str = "") -> Stream:
    stream = Stream(Ticket("console", None, issued))
    board.enter(stream, after)
    return stream


class TestWaking:
    def test_is_for_those_who_watch_the_mark_and_for_those_who_watch_everything(self, board):
        mine, others, all_of_it = (
            entered(board, "a", "b"),
            entered(board, "c"),
            of_everything(board),
        )

        board.changed(["b"], BEGAN + 2)

        assert mine.awake.is_set()
        assert all_of_it.awake.is_set()
        assert not others.awake.is_set()

    def test_reaches_everybody_when_it_is_not_said_what_changed(self, board):
        mine, nobodys = entered(board, "a"), entered(board)

        board.changed([], BEGAN + 2)

        assert mine.awake.is_set()
        assert nobodys.awake.is_set()

    def test_does_not_reach_those_who_left(self, board):
        mine, all_of_it = entered(board, "a"), of_everything(board)
        board.leave(mine)
        board.leave(all_of_it)

        board.changed(["a"], BEGAN + 2)

        assert not mine.awake.is_set()
        assert not all_of_it.awake.is_set()
        assert board.streams == 0

    def test_counts_those_who_are_there(self, board):
        entered(board, "a")
        of_everything(board)
        assert board.streams == 2


class TestComing:
    def test_after_a_change_that_the_page_has_not_read_wakes_at_once(self, board):
        board.changed(["a"], BEGAN + 5)

        assert entered(board, "a", issued=BEGAN + 4).awake.is_set()
        assert of_everything(board, issued=BEGAN + 4).awake.is_set()

    def test_after_a_change_that_the_page_has_read_waits(self, board):
        board.changed(["a"], BEGAN + 5)

        assert not entered(board, "a", issued=BEGAN + 6).awake.is_set()
        assert not entered(board, "b", issued=BEGAN + 4).awake.is_set()
        assert not of_everything(board, issued=BEGAN + 6).awake.is_set()

    def test_with_a_page_that_was_read_before_we_listened_wakes_at_once(self, board):
        assert entered(board, "a", issued=BEGAN - 1).awake.is_set()
        assert of_everything(board, issued=BEGAN - 1).awake.is_set()


class TestComingBack:
    def test_after_a_change_of_ones_own_wakes_at_once(self, board):
        left_at = board.place
        board.changed(["a"], BEGAN + 2)

        assert entered(board, "a", after=left_at).awake.is_set()
        assert of_everything(board, after=left_at).awake.is_set()

    def test_after_changes_of_others_waits(self, board):
        board.changed(["a"], BEGAN + 2)
        left_at = board.place
        board.changed(["b"], BEGAN + 3)

        assert not entered(board, "a", after=left_at).awake.is_set()
        assert of_everything(board, after=left_at).awake.is_set()

    @pytest.mark.parametrize("place", ["", "nonsense", "0000-0", "-", "{}-x"])
    def test_from_a_place_that_is_not_ours_wakes_at_once(self, board, place):
        after = place.format(board.place.partition("-")[0]) or "?"
        assert entered(board, "a", after=after).awake.is_set()

    def test_to_a_process_that_began_anew_wakes_at_once(self, board):
        left_at = board.place
        board.begin_anew(BEGAN + 2)
        assert entered(board, "a", after=left_at).awake.is_set()

    def test_when_the_change_may_be_forgotten_wakes_at_once(self, board, monkeypatch):
        # Given a board that remembers two marks
        monkeypatch.setattr(boards, "_REMEMBERED", 2)
        left_at = board.place

        # When one's own change is pushed out by others
        for each in ("a", "b", "c"):
            board.changed([each], BEGAN + 2)

        # Then whoever left before it is woken, and whoever left after it is not
        assert entered(board, "a", after=left_at).awake.is_set()
        assert not entered(board, "a", after=board.place).awake.is_set()
        assert entered(board, "a", issued=BEGAN + 1).awake.is_set()

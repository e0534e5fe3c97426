"""What is made once of a part of a methodology."""

from ceiba.exchange.extraction.prepared import prepared


def test_a_thing_is_made_once_for_one_part_and_anew_for_another_that_is_equal() -> None:
    made: list[list[str]] = []

    def copied(part: list[str]) -> list[str]:
        made.append(list(part))
        return made[-1]

    one, other = ["eje"], ["eje"]
    assert prepared(copied, one) is prepared(copied, one)
    assert prepared(copied, other) is not prepared(copied, one)
    assert len(made) == 2


def test_two_ways_to_make_a_thing_of_one_part_do_not_meet() -> None:
    part = ["b", "a"]
    assert (prepared(sorted, part), prepared(tuple, part)) == (["a", "b"], ("b", "a"))

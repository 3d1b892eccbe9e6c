"""The five answers that circulate on the web are told apart by their explanations."""

from __future__ import annotations

from tests.explain.support import GAVE_TWO, NO_GRADIENT, Read, codes, covered


def test_a_copied_hint_with_a_right_explanation(read: Read) -> None:
    result = read(
        "由于 y2 的计算在 torch.no_grad() 中进行，没有被追踪，所以只有 y1 对 x 的梯度有贡献，"
        "dy3/dx = 2x = 2。",
        "x = torch.tensor(1.0, requires_grad=True)\ny1 = x ** 2\nwith torch.no_grad():\n"
        "    y2 = x * 3\ny3 = y1 + y2\ny3.backward()\nprint(x.grad)  # tensor(2.)",
        GAVE_TWO,
    )
    assert covered(result) >= {"interrupted", "only_y1"}
    assert result.share == 1.0


def test_b_claims_a_six_that_the_program_never_prints(read: Read) -> None:
    result = read(
        "运行结果为 6。因为 y3 = y1 * y2 = 2 * 3 = 6，中断追踪后对 x3 求反向传播，程序输出 6。",
        "y1 = torch.tensor(2.0, requires_grad=True)\ny2 = torch.tensor(3.0, requires_grad=True)\n"
        "y3 = y1 * y2\nwith torch.no_grad():\n    x3 = x**2 * y3\nx3.backward()",
        NO_GRADIENT,
    )
    assert "contradicts_result" in codes(result)
    assert [claim.value for claim in result.claims if not claim.agrees][:1] == [6.0]


def test_c_algebra_that_ends_in_zero(read: Read) -> None:
    result = read(
        "设 y3 = y1·y2，其中 y1 = x²，y2 = x³。\n\n则 y3 对 y1 求导可以得到 6·y1 的形式。\n\n"
        "由于计算 x**3 时中断了梯度的追踪，因此 y3 对 x 的梯度为 0。",
        facts=NO_GRADIENT,
    )
    assert "contradicts_result" in codes(result)
    assert result.share < 1.0


def test_d_concludes_that_it_cannot_be_computed(read: Read) -> None:
    result = read(
        "输出为 None。由于 x 的 requires_grad=False，无法计算 y3 对 x 的梯度。",
        "x = torch.tensor(1.0, requires_grad=False)",
        NO_GRADIENT,
    )
    assert "reversed" in codes(result)
    assert result.share < 0.5


def test_e_says_five_and_two_at_once(read: Read) -> None:
    result = read(
        "输出结果：\n\n```\ntensor(5.)\n```\n\n因为 x³ 的部分被忽略了，所以梯度应该是 2。",
        facts=NO_GRADIENT,
    )
    assert [claim.value for claim in result.claims] == [5.0, 2.0]
    assert "contradicts_result" in codes(result)
    assert "not_propagated" in covered(result)
    assert "interrupted" not in covered(result)

"""Writes the trained network as ONNX: one look-up, three convolutions, one product, softmax; the table in 16 bits."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from scripts.redaction.tagger.network import STEPS, Network
from services.gateway.redaction.tagger.features import COLUMNS

_OPSET = 17
_IR = 9


def write(network: Network, file: Path) -> None:
    """Write a network; the same numbers give the same bytes."""
    weights = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    nodes = [
        helper.make_node("Cast", ["table16"], ["table"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["table", "rows"], ["parts"], axis=0),
        helper.make_node("ReduceSum", ["parts", "columns"], ["summed"], keepdims=0),
        helper.make_node("Transpose", ["summed"], ["turned"], perm=[1, 0]),
        helper.make_node("Unsqueeze", ["turned", "first"], ["state0"]),
    ]
    constants = {
        "table16": weights["table.weight"].astype(np.float16),
        "columns": np.array([1], dtype=np.int64),
        "first": np.array([0], dtype=np.int64),
        "scores.weight": np.ascontiguousarray(weights["scores.weight"].T),
        "scores.bias": weights["scores.bias"],
    }
    for at, step in enumerate(STEPS):
        constants[f"w{at}"], constants[f"b{at}"] = weights[f"steps.{at}.weight"], weights[f"steps.{at}.bias"]
        nodes += _convolution(at, step)
    nodes += [
        helper.make_node("Squeeze", [f"state{len(STEPS)}", "first"], ["flat"]),
        helper.make_node("Transpose", ["flat"], ["back"], perm=[1, 0]),
        helper.make_node("MatMul", ["back", "scores.weight"], ["product"]),
        helper.make_node("Add", ["product", "scores.bias"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["chances"], axis=-1),
    ]
    file.write_bytes(_model(nodes, constants).SerializeToString(deterministic=True))


def _convolution(at: int, step: int) -> list[onnx.NodeProto]:
    """Return the nodes of one convolution; all but the first add what they were given."""
    name = f"state{at + 1}"
    nodes = [
        helper.make_node(
            "Conv", [f"state{at}", f"w{at}", f"b{at}"], [f"conv{at}"], dilations=[step], pads=[step, step]
        ),
        helper.make_node("Relu", [f"conv{at}"], [f"relu{at}" if at else name]),
    ]
    return [*nodes, helper.make_node("Add", [f"relu{at}", f"state{at}"], [name])] if at else nodes


def _model(nodes: list[onnx.NodeProto], constants: dict[str, npt.NDArray[np.generic]]) -> onnx.ModelProto:
    """Return the checked model."""
    graph = helper.make_graph(
        nodes,
        "tagger",
        [helper.make_tensor_value_info("rows", TensorProto.INT64, ["tokens", COLUMNS])],
        [helper.make_tensor_value_info("chances", TensorProto.FLOAT, ["tokens", None])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
    onnx.checker.check_model(model)
    return model

package io.docket.lifecycle.decide;

import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.Node;
import io.docket.lifecycle.decide.SupervisionSpace.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// docs/commands: an overview per flow for people, and the names of the pages that hold every state.
final class CommandPage {
    private CommandPage() {}

    static String title(Flow flow) {
        return name(flow).replace('-', ' ')
                + (flow.review() ? ", with review" : "")
                + (flow.receipt() ? "" : ", without receipt")
                + ", flow version " + flow.version();
    }

    static String fileName(Flow flow) {
        return name(flow)
                + (flow.review() ? "-review" : "")
                + (flow.receipt() ? "" : "-no-receipt")
                + (flow.version() == 1 ? "" : "-v" + flow.version())
                + ".txt";
    }

    private static String name(Flow flow) {
        return flow.goodsType().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String overview(Map<Flow, SupervisionSpace> spaces) {
        StringBuilder text = new StringBuilder("""
                # What every state answers to every command

                Generated from the compiled lifecycles and the deciders: every state that a flow can come to was asked every
                command, sent by an actor who may and with plausible data. The tables below show each node while no refund,
                appeal or invoice is under way: an arrow and the node it leads to, ✓ for what is accepted without moving the
                node, or the refusal. The `.txt` pages hold all states: node, refund, code and appeal together, proofs held,
                invoices asked for. [ticket.txt](ticket.txt) is the same for work orders, by actor.

                The build fails when a page is stale. After a change that is meant, write them anew:

                ```
                %s
                ```
                """.formatted(Approved.COMMAND));
        spaces.forEach((flow, space) -> append(text, flow, space));
        return text.toString();
    }

    private static void append(StringBuilder text, Flow flow, SupervisionSpace space) {
        List<SupervisionKind> columns = new ArrayList<>();
        for (Node node : Node.values()) {
            space.steps().keySet().stream()
                    .filter(kind -> kind.node() == node)
                    .findFirst()
                    .ifPresent(columns::add);
        }
        text.append("\n## ").append(title(flow)).append("\n\nAll states: [");
        text.append(fileName(flow)).append("](").append(fileName(flow)).append(")\n\n");
        text.append(row(
                "command", columns.stream().map(kind -> "`" + kind.node() + "`").toList()));
        text.append(row("---", columns.stream().map(_ -> "---").toList()));
        for (String command : SupervisionSpace.commands().keySet()) {
            text.append(row(
                    "`" + command + "`",
                    columns.stream()
                            .map(kind -> cell(kind, space.step(kind, command)))
                            .toList()));
        }
    }

    private static String cell(SupervisionKind from, Step step) {
        if (step.refusal() != null) {
            return step.refusal();
        }
        return step.to().node() == from.node() ? "✓" : "→ `" + step.to().node() + "`";
    }

    private static String row(String first, List<String> cells) {
        return "| " + first + " | " + cells.stream().collect(Collectors.joining(" | ")) + " |\n";
    }
}

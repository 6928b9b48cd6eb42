package io.docket.lifecycle.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.RefusalCode;
import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.supervision.SupervisionEventType;
import io.docket.lifecycle.decide.SupervisionSpace.Step;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every state × every command, for every flow. That each answer keeps the general laws (the version grows by the
/// events, the standing is the last event's, no exception) is held while the space is explored.
class SupervisionSpaceTest {
    private static final Map<Flow, SupervisionSpace> SPACES = new HashMap<>();

    static Stream<Flow> flows() {
        return SupervisionScenario.LIFECYCLES.nodes().keySet().stream();
    }

    static Stream<Flow> flowsByCode() {
        return flows().filter(flow -> flow.goodsType() == GoodsType.LICENSE_CODE);
    }

    private static SupervisionSpace space(Flow flow) {
        Opening opening = Opening.of(flow.goodsType()).ofFlow(flow);
        return SPACES.computeIfAbsent(flow, _ -> SupervisionSpace.explore(opening, opening.issuedAutomatically()));
    }

    @ParameterizedTest
    @MethodSource("flows")
    void the_answers_are_the_approved_ones(Flow flow) {
        String title = "What a supervision of " + CommandPage.title(flow) + " answers";

        Approved.holds(CommandPage.fileName(flow), SupervisionTable.of(title, space(flow)));
    }

    @Test
    void the_overview_shows_every_node_and_every_command_of_every_flow() {
        Map<Flow, SupervisionSpace> spaces = new LinkedHashMap<>();
        flows().sorted(Comparator.comparing(CommandPage::fileName)).forEach(flow -> spaces.put(flow, space(flow)));

        Approved.holds("README.md", CommandPage.overview(spaces));
    }

    @ParameterizedTest
    @MethodSource("flows")
    void every_node_of_the_flow_is_reached(Flow flow) {
        Set<Node> reached =
                space(flow).steps().keySet().stream().map(SupervisionKind::node).collect(Collectors.toSet());

        assertThat(reached).isEqualTo(SupervisionScenario.LIFECYCLES.node(flow).states());
    }

    @ParameterizedTest
    @MethodSource("flows")
    void a_refusal_has_a_code_that_belongs_to_supervisions(Flow flow) {
        Set<String> codes = EnumSet.complementOf(EnumSet.of(
                        RefusalCode.UNKNOWN_TICKET,
                        RefusalCode.UNKNOWN_SUPERVISION,
                        RefusalCode.NOT_AUTHORISED_FOR_PRODUCT,
                        RefusalCode.ALREADY_ACCEPTED,
                        RefusalCode.INVALID,
                        RefusalCode.NOT_PERMITTED,
                        RefusalCode.VERSION_CONFLICT,
                        RefusalCode.TOO_SOON))
                .stream()
                .map(RefusalCode::name)
                .collect(Collectors.toSet());

        for (Edge edge : edges(flow)) {
            if (edge.step.refusal() != null && !edge.command.equals("open")) {
                assertThat(codes).as(edge.toString()).contains(edge.step.refusal());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("flows")
    void from_every_state_completed_or_refunded_is_reachable(Flow flow) {
        Map<SupervisionKind, Set<SupervisionKind>> backward = new HashMap<>();
        for (Edge edge : edges(flow)) {
            backward.computeIfAbsent(edge.step.to(), _ -> new HashSet<>()).add(edge.from);
        }
        Set<SupervisionKind> ending = new HashSet<>();
        Deque<SupervisionKind> next = new ArrayDeque<>(space(flow).steps().keySet().stream()
                .filter(kind -> kind.node().isFinal())
                .toList());
        while (!next.isEmpty()) {
            SupervisionKind kind = next.remove();
            if (ending.add(kind)) {
                next.addAll(backward.getOrDefault(kind, Set.of()));
            }
        }

        assertThat(ending).containsAll(space(flow).steps().keySet());
    }

    @ParameterizedTest
    @MethodSource("flows")
    void what_is_final_is_final_and_never_disputed(Flow flow) {
        for (Edge edge : edges(flow)) {
            if (edge.from.node().isFinal()) {
                assertThat(edge.step.to().node()).as(edge.toString()).isEqualTo(edge.from.node());
                assertThat(edge.from.appeal()).isNotEqualTo(AppealState.OPEN);
                assertThat(edge.from.refund().isPending()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("flowsByCode")
    void no_path_has_an_activation_before_the_receipt(Flow flow) {
        for (Edge edge : edges(flow)) {
            if (edge.has(SupervisionEventType.CODE_ACTIVATED)) {
                assertThat(edge.from.received()).as(edge.toString()).isTrue();
            }
            assertThat(edge.from.activated() && !edge.from.received())
                    .as(edge.toString())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("flowsByCode")
    void no_path_has_a_negotiated_refund_after_the_receipt(Flow flow) {
        for (Edge edge : edges(flow)) {
            boolean appealed = edge.command.startsWith("resolve-appeal");
            boolean refunds = edge.has(SupervisionEventType.REFUND_REQUESTED)
                    || edge.has(SupervisionEventType.REFUND_APPROVED)
                    || edge.has(SupervisionEventType.REFUND_SETTLED);
            if (edge.from.received()) {
                assertThat(refunds && !appealed).as(edge.toString()).isFalse();
                assertThat(edge.from.refund().isPending()).as(edge.toString()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("flowsByCode")
    void node_and_code_agree(Flow flow) {
        for (SupervisionKind kind : space(flow).steps().keySet()) {
            boolean held = EnumSet.of(CodeState.ISSUED, CodeState.RECEIVED).contains(kind.code());
            switch (kind.node()) {
                case AWAITING_ISSUE -> assertThat(kind.code()).isEqualTo(CodeState.NONE);
                case AWAITING_DELIVERY -> assertThat(held).isTrue();
                case AWAITING_RECEIPT -> assertThat(kind.code()).isEqualTo(CodeState.ISSUED);
                case AWAITING_ACTIVATION -> assertThat(kind.code()).isEqualTo(CodeState.RECEIVED);
                case AWAITING_PROOF, AWAITING_REVIEW, COMPLETED ->
                    assertThat(kind.activated()).isTrue();
                case REFUNDED -> {
                    assertThat(kind.code()).isIn(CodeState.NONE, CodeState.RELEASED);
                    assertThat(kind.refund()).isEqualTo(RefundState.SETTLED);
                }
                case AWAITING_REQUIREMENT, AWAITING_CONFIRMATION, AWAITING_IDENTIFIER, AWAITING_ACCEPTANCE ->
                    throw new AssertionError(kind);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("flows")
    void events_come_in_the_order_of_the_rulebook(Flow flow) {
        List<SupervisionEventType> order = List.of(
                SupervisionEventType.REFUND_REJECTED,
                SupervisionEventType.REFUND_SETTLED,
                SupervisionEventType.CODE_RELEASED,
                SupervisionEventType.COMPLETED);
        for (Edge edge : edges(flow)) {
            List<Integer> followUps = edge.step.events().stream()
                    .skip(1)
                    .map(SupervisionEvent::type)
                    .map(type -> edge.command.equals("issue-code") ? 0 : order.indexOf(type))
                    .toList();
            assertThat(followUps).as(edge.toString()).doesNotContain(-1).isSorted();
            boolean completes = edge.step.to().node() == Node.COMPLETED && edge.from.node() != Node.COMPLETED;
            assertThat(edge.has(SupervisionEventType.COMPLETED))
                    .as(edge.toString())
                    .isEqualTo(completes);
        }
    }

    private record Edge(SupervisionKind from, String command, Step step) {
        boolean has(SupervisionEventType type) {
            return step.events().stream().anyMatch(event -> event.type() == type);
        }
    }

    private static List<Edge> edges(Flow flow) {
        return space(flow).steps().entrySet().stream()
                .flatMap(state -> state.getValue().entrySet().stream()
                        .map(answer ->
                                new Edge(state.getKey(), answer.getKey(), Objects.requireNonNull(answer.getValue()))))
                .toList();
    }
}

package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.WRONG_NODE;
import static io.docket.domain.supervision.GoodsType.HARDWARE;
import static io.docket.domain.supervision.GoodsType.LICENSE_CODE;
import static io.docket.domain.supervision.GoodsType.LICENSE_KEY;
import static io.docket.domain.supervision.GoodsType.LICENSE_OFFLINE;
import static io.docket.domain.supervision.GoodsType.SAAS;
import static io.docket.domain.supervision.GoodsType.SERVICE;
import static io.docket.domain.supervision.Node.AWAITING_ACCEPTANCE;
import static io.docket.domain.supervision.Node.AWAITING_ACTIVATION;
import static io.docket.domain.supervision.Node.AWAITING_CONFIRMATION;
import static io.docket.domain.supervision.Node.AWAITING_DELIVERY;
import static io.docket.domain.supervision.Node.AWAITING_IDENTIFIER;
import static io.docket.domain.supervision.Node.AWAITING_ISSUE;
import static io.docket.domain.supervision.Node.AWAITING_PROOF;
import static io.docket.domain.supervision.Node.AWAITING_RECEIPT;
import static io.docket.domain.supervision.Node.AWAITING_REQUIREMENT;
import static io.docket.domain.supervision.Node.AWAITING_REVIEW;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.SupervisionCommandType.ACCEPT_DELIVERY;
import static io.docket.domain.supervision.SupervisionCommandType.ACTIVATE_CODE;
import static io.docket.domain.supervision.SupervisionCommandType.CONFIRM_DELIVERY;
import static io.docket.domain.supervision.SupervisionCommandType.CONFIRM_REQUIREMENT;
import static io.docket.domain.supervision.SupervisionCommandType.DECLINE_REQUIREMENT;
import static io.docket.domain.supervision.SupervisionCommandType.FAIL_REVIEW;
import static io.docket.domain.supervision.SupervisionCommandType.ISSUE_CODE;
import static io.docket.domain.supervision.SupervisionCommandType.PASS_REVIEW;
import static io.docket.domain.supervision.SupervisionCommandType.RECEIVE_CODE;
import static io.docket.domain.supervision.SupervisionCommandType.RECORD_COURIER_SIGNED;
import static io.docket.domain.supervision.SupervisionCommandType.REJECT_DELIVERY;
import static io.docket.domain.supervision.SupervisionCommandType.REMIND;
import static io.docket.domain.supervision.SupervisionCommandType.SUBMIT_IDENTIFIER;
import static io.docket.domain.supervision.SupervisionCommandType.SUBMIT_REQUIREMENT;
import static io.docket.domain.supervision.SupervisionCommandType.UPLOAD_PROOF;
import static io.docket.lifecycle.decide.SupervisionCalls.plausible;
import static io.docket.lifecycle.decide.SupervisionScenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.SupervisionCommandType;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The paths of domain.md §2.2 and the column *from* of §2.3, written down once more by hand and held in every node
/// of every flow.
class NodeRowsTest {
    private static final Set<SupervisionCommandType> NODE_COMMANDS = EnumSet.range(ISSUE_CODE, REMIND);

    private static final Map<SupervisionCommandType, Set<Node>> FROM = Map.ofEntries(
            Map.entry(ISSUE_CODE, Set.of(AWAITING_ISSUE)),
            Map.entry(SUBMIT_REQUIREMENT, Set.of(AWAITING_REQUIREMENT)),
            Map.entry(CONFIRM_REQUIREMENT, Set.of(AWAITING_CONFIRMATION)),
            Map.entry(DECLINE_REQUIREMENT, Set.of(AWAITING_CONFIRMATION)),
            Map.entry(SUBMIT_IDENTIFIER, Set.of(AWAITING_IDENTIFIER)),
            Map.entry(CONFIRM_DELIVERY, Set.of(AWAITING_DELIVERY)),
            Map.entry(RECEIVE_CODE, Set.of(AWAITING_RECEIPT)),
            Map.entry(ACTIVATE_CODE, Set.of(AWAITING_ACTIVATION)),
            Map.entry(UPLOAD_PROOF, Set.of(AWAITING_ACTIVATION, AWAITING_PROOF)),
            Map.entry(PASS_REVIEW, Set.of(AWAITING_REVIEW)),
            Map.entry(FAIL_REVIEW, Set.of(AWAITING_REVIEW)),
            Map.entry(ACCEPT_DELIVERY, Set.of(AWAITING_ACCEPTANCE)),
            Map.entry(REJECT_DELIVERY, Set.of(AWAITING_ACCEPTANCE)),
            Map.entry(
                    REMIND,
                    Set.of(
                            AWAITING_ISSUE,
                            AWAITING_CONFIRMATION,
                            AWAITING_DELIVERY,
                            AWAITING_ACTIVATION,
                            AWAITING_PROOF)));

    record Path(Opening opening, List<Node> nodes) {
        boolean fits(SupervisionCommandType type, Node node) {
            return type == RECORD_COURIER_SIGNED
                    ? opening.flow().goodsType() == HARDWARE && node == AWAITING_ACCEPTANCE
                    : FROM.getOrDefault(type, Set.of()).contains(node);
        }
    }

    static Stream<Path> paths() {
        List<Node> requirement = List.of(AWAITING_REQUIREMENT, AWAITING_CONFIRMATION, AWAITING_DELIVERY);
        return Stream.of(
                path(
                        Opening.of(LICENSE_CODE),
                        List.of(AWAITING_ISSUE, AWAITING_DELIVERY, AWAITING_RECEIPT),
                        AWAITING_ACTIVATION,
                        AWAITING_PROOF),
                path(
                        Opening.of(LICENSE_CODE).reviewed(),
                        List.of(AWAITING_ISSUE, AWAITING_DELIVERY, AWAITING_RECEIPT),
                        AWAITING_ACTIVATION,
                        AWAITING_PROOF,
                        AWAITING_REVIEW),
                path(
                        Opening.of(LICENSE_CODE).withoutReceipt(),
                        List.of(AWAITING_ISSUE, AWAITING_DELIVERY),
                        AWAITING_ACTIVATION,
                        AWAITING_PROOF),
                path(
                        Opening.of(LICENSE_CODE).reviewed().withoutReceipt(),
                        List.of(AWAITING_ISSUE, AWAITING_DELIVERY),
                        AWAITING_ACTIVATION,
                        AWAITING_PROOF,
                        AWAITING_REVIEW),
                path(Opening.of(LICENSE_KEY), List.of(AWAITING_IDENTIFIER, AWAITING_DELIVERY), AWAITING_ACCEPTANCE),
                path(
                        Opening.of(LICENSE_KEY).reviewed(),
                        List.of(AWAITING_IDENTIFIER, AWAITING_DELIVERY),
                        AWAITING_REVIEW,
                        AWAITING_ACCEPTANCE),
                path(Opening.of(LICENSE_OFFLINE), List.of(AWAITING_DELIVERY), AWAITING_ACCEPTANCE),
                path(Opening.of(SERVICE), requirement, AWAITING_ACCEPTANCE),
                path(Opening.of(SERVICE).reviewed(), requirement, AWAITING_REVIEW, AWAITING_ACCEPTANCE),
                path(Opening.of(SAAS), requirement, AWAITING_ACCEPTANCE),
                path(Opening.of(SAAS).reviewed(), requirement, AWAITING_REVIEW, AWAITING_ACCEPTANCE),
                path(Opening.of(HARDWARE), List.of(AWAITING_DELIVERY), AWAITING_ACCEPTANCE));
    }

    private static Path path(Opening opening, List<Node> untilDelivery, Node... onward) {
        return new Path(
                opening,
                Stream.of(untilDelivery, List.of(onward), List.of(COMPLETED))
                        .flatMap(List::stream)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("paths")
    void the_goods_type_chooses_the_path(Path path) {
        var scenario = given(path.opening.sent());
        for (Node node : path.nodes) {
            assertThat(scenario.supervision().node()).isEqualTo(node);
            scenario = node == COMPLETED ? scenario : scenario.onward();
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void a_node_command_fits_the_nodes_of_its_row_and_no_other(Path path) {
        for (Node node : path.nodes) {
            var scenario = given(path.opening.sent()).at(node);
            for (SupervisionCommandType type : NODE_COMMANDS) {
                SupervisionAnswer answer = scenario.when(plausible(type));
                boolean fits = path.fits(type, node);
                assertThat(answer.isAccepted()).as("%s at %s", type, node).isEqualTo(fits);
                if (!fits && type != ACTIVATE_CODE) { // there the code's state answers first
                    answer.thenRefused(WRONG_NODE);
                }
            }
        }
    }
}

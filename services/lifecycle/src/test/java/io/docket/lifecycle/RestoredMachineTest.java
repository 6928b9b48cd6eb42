package io.docket.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.domain.TransitionTable;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.NodeTrigger;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What the baseline drives is the lifecycle that the product is compiled from.
class RestoredMachineTest {
    private static final Flow LICENCES = new Flow(GoodsType.LICENSE_CODE, Flow.FIRST_VERSION, false, true);

    @Test
    void a_restored_machine_answers_as_the_table_in_every_pair() {
        TransitionTable<Node, NodeTrigger> table =
                Objects.requireNonNull(LifecycleCompiler.compileAll().nodes().get(LICENCES));
        RestoredMachine machine = RestoredMachine.of(LICENCES);

        for (Node node : table.states()) {
            for (NodeTrigger trigger : NodeTrigger.values()) {
                assertThat(machine.send(node, trigger))
                        .as("%s in %s", trigger, node)
                        .isEqualTo(table.target(node, trigger));
            }
        }
    }

    @Test
    void a_flow_that_does_not_exist_has_no_machine() {
        assertThatThrownBy(() -> RestoredMachine.of(LICENCES.ofVersion(99)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected a flow");
    }
}

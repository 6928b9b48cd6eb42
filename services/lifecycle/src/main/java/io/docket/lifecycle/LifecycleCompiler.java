package io.docket.lifecycle;

import io.docket.domain.Lifecycles;
import io.docket.domain.TransitionTable;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.NodeTrigger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.state.PseudoState;
import org.springframework.statemachine.state.PseudoStateKind;
import org.springframework.statemachine.state.State;
import org.springframework.statemachine.transition.Transition;
import org.springframework.statemachine.transition.TransitionKind;

/// Asks every declared lifecycle everything once, at start, and keeps the answers as tables: driving a Spring machine
/// costs about 35 µs per event, a look-up in a table nothing to speak of (architecture.md §4).
///
/// A declaration does not compile if a state cannot be reached, if a state leads to no final one, if a final state is
/// left, if two transitions answer one trigger in one state, or if it says what a table cannot hold. The message lists
/// every fault with its remedy.
public final class LifecycleCompiler {
    private LifecycleCompiler() {}

    /// Every lifecycle of the product, for every flow that an order can have; an order that names no flow version gets
    /// the first.
    ///
    /// @throws IllegalStateException when a declaration is faulty
    public static Lifecycles compileAll() {
        return compileAll(Map.of());
    }

    /// @param currentVersions the flow version of orders that name none, by goods type; absent: the first
    /// @throws IllegalStateException when a declaration is faulty
    /// @throws IllegalArgumentException when a version is none that the goods have
    public static Lifecycles compileAll(Map<GoodsType, Integer> currentVersions) {
        Map<Flow, TransitionTable<Node, NodeTrigger>> nodes = compileFlows();
        currentVersions.forEach((goodsType, version) -> {
            if (!nodes.containsKey(new Flow(goodsType, version, false, true))) {
                throw new IllegalArgumentException("Expected a flow version of " + goodsType + ", but " + version
                        + " is none: see docs/commands for those there are");
            }
        });
        return new Lifecycles(
                nodes,
                currentVersions,
                compile(new RefundLifecycle()),
                compile(new CodeLifecycle()),
                compile(new AppealLifecycle()),
                compile(new TicketLifecycle()),
                compile(new VerificationLifecycle()));
    }

    private static Map<Flow, TransitionTable<Node, NodeTrigger>> compileFlows() {
        Map<NodeLifecycle, TransitionTable<Node, NodeTrigger>> compiled = new LinkedHashMap<>();
        Map<Flow, TransitionTable<Node, NodeTrigger>> tables = new LinkedHashMap<>();
        flows().forEach((flow, lifecycle) ->
                tables.put(flow, compiled.computeIfAbsent(lifecycle, LifecycleCompiler::compile)));
        return tables;
    }

    /// Every flow with its declaration. Only LICENSE_CODE knows a flow without receipt; elsewhere the option is
    /// ignored.
    static Map<Flow, NodeLifecycle> flows() {
        Map<Flow, NodeLifecycle> flows = new LinkedHashMap<>();
        for (boolean review : List.of(false, true)) {
            for (boolean receipt : List.of(true, false)) {
                flows.put(flow(GoodsType.LICENSE_CODE, review, receipt), new LicenseCodeLifecycle(review, receipt));
            }
            flows.put(flow(GoodsType.LICENSE_KEY, review, true), new LicenseKeyLifecycle(review));
            flows.put(flow(GoodsType.SERVICE, review, true), new ServiceLifecycle(review));
            flows.put(flow(GoodsType.SAAS, review, true), new ServiceLifecycle(review));
        }
        Flow offline = flow(GoodsType.LICENSE_OFFLINE, false, true);
        flows.put(offline, new LicenseOfflineLifecycle());
        flows.put(offline.ofVersion(2), new ProvenOfflineLifecycle());
        flows.put(flow(GoodsType.HARDWARE, false, true), new HardwareLifecycle());
        return flows;
    }

    private static Flow flow(GoodsType goodsType, boolean review, boolean receipt) {
        return new Flow(goodsType, Flow.FIRST_VERSION, review, receipt);
    }

    static <S extends Enum<S>, T extends Enum<T>> TransitionTable<S, T> compile(Declaration<S, T> declaration) {
        StateMachine<S, T> machine = SpringMachine.of(declaration);
        List<String> faults = new ArrayList<>();
        S initial = machine.getInitialState().getId();
        Map<S, Map<T, S>> targets = new EnumMap<>(initial.getDeclaringClass());
        Set<S> ends = EnumSet.noneOf(initial.getDeclaringClass());
        for (State<S, T> state : machine.getStates()) {
            targets.put(state.getId(), new LinkedHashMap<>());
            PseudoState<S, T> pseudo = state.getPseudoState();
            if (pseudo != null && pseudo.getKind() == PseudoStateKind.END) {
                ends.add(state.getId());
            }
        }
        for (Transition<S, T> transition : machine.getTransitions()) {
            if (transition.getKind() != TransitionKind.INITIAL) {
                addRow(transition, targets, faults);
            }
        }
        faults.addAll(new Reachability<>(initial, ends, targets).faults());
        Fault.throwAny(declaration, faults);
        return new TransitionTable<>(declaration.name(), initial, ends, targets);
    }

    private static <S extends Enum<S>, T extends Enum<T>> void addRow(
            Transition<S, T> transition, Map<S, Map<T, S>> targets, List<String> faults) {
        S source = transition.getSource().getId();
        S target = transition.getTarget().getId();
        if (transition.getTrigger() == null || transition.getTrigger().getEvent() == null) {
            faults.add("the transition %s -> %s has no trigger; name one with .event(...)".formatted(source, target));
            return;
        }
        T trigger = transition.getTrigger().getEvent();
        if (transition.getGuard() != null || !transition.getActions().isEmpty()) {
            faults.add("%s in %s has a guard or an action, which a table cannot hold; make it a guard of the domain"
                    .formatted(trigger, source));
        }
        Map<T, S> row = targets.get(source);
        S other = row == null ? null : row.putIfAbsent(trigger, target);
        if (other != null) {
            faults.add(
                    "%s in %s leads to both %s and %s; drop one, or make it two triggers that the domain chooses from"
                            .formatted(trigger, source, other, target));
        }
    }
}

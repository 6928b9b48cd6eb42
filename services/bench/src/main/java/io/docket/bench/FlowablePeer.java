package io.docket.bench;

import io.docket.store.DocketDatabase;
import java.util.List;
import java.util.Map;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.engine.runtime.Execution;

/// Flowable with the licence flow as a BPMN process: a receive task for each step, found by the order as business key.
/// Correlation and trigger are one transaction.
final class FlowablePeer implements Peer {
    private static final String PROCESS = "licence";

    /// The steps after the opening, in their order.
    private static final List<String> STEPS =
            List.of("issue-code", "confirm-delivery", "receive-code", "activate-code", "upload-proof");

    private final DocketDatabase database;
    private final ProcessEngine engine;

    FlowablePeer(DocketDatabase database) {
        this.database = database;
        ProcessEngineConfigurationImpl configuration = new StandaloneProcessEngineConfiguration();
        configuration.setDataSource(database.dataSource());
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfigurationImpl.DB_SCHEMA_UPDATE_TRUE);
        // Its default. Docket's event log keeps as much.
        configuration.setHistoryLevel(HistoryLevel.AUDIT);
        // The process has no timers and no asynchronous steps: nothing to look for.
        configuration.setAsyncExecutorActivate(false);
        this.engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addString("licence.bpmn20.xml", bpmn())
                .deploy();
    }

    static String bpmn() {
        StringBuilder xml = new StringBuilder("""
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="docket">
                  <process id="licence">
                    <startEvent id="open"/>
                """);
        String before = "open";
        for (String step : STEPS) {
            xml.append("    <receiveTask id=\"%s\"/>%n".formatted(step));
            xml.append(flow(before, step));
            before = step;
        }
        return xml.append("    <endEvent id=\"completed\"/>\n")
                .append(flow(before, "completed"))
                .append("  </process>\n</definitions>\n")
                .toString();
    }

    private static String flow(String from, String to) {
        return "    <sequenceFlow id=\"after-%s\" sourceRef=\"%s\" targetRef=\"%s\"/>%n".formatted(from, from, to);
    }

    @Override
    public String name() {
        return "Flowable " + ProcessEngine.VERSION;
    }

    @Override
    public String settings() {
        return "HikariCP, history level audit (its default), synchronous, no async executor, IDM and event registry as"
                + " they come";
    }

    @Override
    public void empty() {
        // Counted from where it stands: its own tables are never emptied by hand, and orders have other names each run.
    }

    @Override
    public long completed() {
        return engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .finished()
                .count();
    }

    @Override
    public Worker worker() {
        RuntimeService runtime = engine.getRuntimeService();
        return new Worker() {
            @Override
            public void handle(Step step) {
                engine.getManagementService().executeCommand(_ -> {
                    if (step.type().equals("open")) {
                        runtime.startProcessInstanceByKey(PROCESS, step.orderId(), variables(step));
                        return true;
                    }
                    Execution waiting = runtime.createExecutionQuery()
                            .processInstanceBusinessKey(step.orderId(), true)
                            .activityId(step.type())
                            .singleResult();
                    if (waiting == null) {
                        throw new IllegalStateException("Nothing waits for " + step);
                    }
                    runtime.trigger(waiting.getId());
                    return true;
                });
            }

            @Override
            public void close() {
                // its connection is the pool's
            }
        };
    }

    /// What the order is about: one variable, as the body came.
    private static Map<String, Object> variables(Peer.Step step) {
        return Map.of("order", step.data());
    }

    @Override
    public void close() {
        engine.close();
        database.close();
    }
}

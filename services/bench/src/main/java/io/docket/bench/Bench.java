package io.docket.bench;

import io.docket.bench.BenchOptions.Part;
import io.docket.store.DocketDatabase;
import io.docket.store.vault.CodeKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/// Measures what [BenchOptions] name and writes the report, after each part what there is by then.
final class Bench {
    private static final List<Integer> FLOOR_CONNECTIONS = List.of(1, 2, 3, 4);
    private static final int PEER_CONNECTIONS_MAX = 26;

    private final BenchOptions options;
    private final BenchReport report;

    private Bench(BenchOptions options, BenchReport report) {
        this.options = options;
        this.report = report;
    }

    public static void main(String[] args) throws Exception {
        BenchOptions options = BenchOptions.ofSystemProperties();
        new Bench(options, new BenchReport(options)).run();
    }

    private void run() throws Exception {
        if (options.measures(Part.SPINE)) {
            inDirectory(this::spine);
        }
        if (options.measures(Part.DECIDE)) {
            report.decide(DecideBenchmark.run());
            report.write();
        }
        if (options.measures(Part.LATENCY)) {
            inDirectory(this::latency);
        }
        System.out.println("Report: " + report.write());
    }

    private interface Work {
        void run(Path directory) throws Exception;
    }

    private static void inDirectory(Work work) throws Exception {
        Path directory = Files.createTempDirectory("docket-bench");
        try {
            work.run(directory);
        } finally {
            delete(directory);
        }
    }

    private void spine(Path directory) throws Exception {
        try (Infrastructure infrastructure = Infrastructure.start(directory);
                DocketDatabase database = infrastructure.database();
                Admin admin = Admin.create(Map.of("bootstrap.servers", infrastructure.bootstrapServers()))) {
            report.settings(infrastructure.settings());
            CodeKeys keys = CodeKeys.open(directory.resolve("keys"), true);
            SpineBench spine = new SpineBench(infrastructure, database, keys, admin);
            Spine.prepareTopics(database, admin);
            List<SpineRound> rounds = spine.rounds(options.rounds(), options.commands(), options.deadlines());
            report.spine(rounds);
            if (options.measures(Part.FLOOR)) {
                report.floor(floor(infrastructure, database, directory, rounds.getLast()));
                report.write();
            }
            if (options.measures(Part.LOG)) {
                report.relay(new Relay(infrastructure, admin, keys).run(options.commands(), spine.eventsPerCommand()));
                report.write();
            }
            if (options.measures(Part.PEERS)) {
                report.licences(spine.licences(options.commands()));
                report.peers(peers(infrastructure, admin, keys));
                report.write();
            }
            report.folded(spine.fold());
        }
    }

    /// Of the rows of a round, first those that stand with each number of connections, then, with the best, moved as
    /// often.
    private static List<Floor.Load> floor(
            Infrastructure infrastructure, DocketDatabase database, Path directory, SpineRound round) throws Exception {
        try (Connection connection = database.ownConnection();
                FloorRows rows =
                        FloorExport.read(connection, SpineBench.prefix(round.name()), directory.resolve("rows"));
                DocketDatabase empty = infrastructure.floorDatabase()) {
            Floor floor = new Floor(infrastructure, empty, rows, round.commands());
            List<Floor.Load> loads = new ArrayList<>();
            for (int connections : FLOOR_CONNECTIONS) {
                loads.add(floor.load(connections, false));
                System.out.println(loads.getLast());
            }
            int best = loads.stream()
                    .max(Comparator.comparingDouble(Floor.Load::commandsPerSecond))
                    .orElseThrow()
                    .connections();
            loads.add(floor.load(best, true));
            System.out.println(loads.getLast());
            return loads;
        }
    }

    private void latency(Path directory) throws Exception {
        try (Infrastructure infrastructure = Infrastructure.start(directory);
                DocketDatabase _ = infrastructure.database();
                AppProcess app = AppProcess.start(infrastructure, options.app(), directory, freePort())) {
            LatencyBench.Run run = new LatencyBench(app.base(), options.rate(), options.seconds()).run();
            System.out.println(run);
            report.latency(run);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private List<PeerBench.Run> peers(Infrastructure infrastructure, Admin admin, CodeKeys keys) throws Exception {
        PeerBench bench = new PeerBench(infrastructure, admin, keys);
        List<PeerBench.Run> runs = new ArrayList<>();
        try (Peer machine = new MachinePeer(infrastructure.peerDatabase("machine_peer", PEER_CONNECTIONS_MAX))) {
            runs.add(bench.run(machine, options.peerCommands()));
        }
        try (Peer flowable = new FlowablePeer(infrastructure.peerDatabase("flowable_peer", PEER_CONNECTIONS_MAX))) {
            runs.add(bench.run(flowable, options.peerCommands()));
        }
        return runs;
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}

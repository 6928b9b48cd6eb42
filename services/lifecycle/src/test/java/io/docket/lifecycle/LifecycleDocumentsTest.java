package io.docket.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Lifecycles;
import io.docket.domain.TransitionTable;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The documentation in docs/lifecycles is what the tables say; `-Ddocket.docs=write` writes it anew.
class LifecycleDocumentsTest {
    private static final String COMMAND = "mvn -pl services/lifecycle -am test -Dtest=LifecycleDocumentsTest"
            + " -Ddocket.docs=write -Dsurefire.failIfNoSpecifiedTests=false";
    private static final Path DIRECTORY = Path.of("../../docs/lifecycles");

    private final Lifecycles lifecycles = LifecycleCompiler.compileAll();

    @Test
    void the_documentation_is_what_the_tables_say() throws IOException {
        Map<String, String> expected = documents();
        if ("write".equals(System.getProperty("docket.docs"))) {
            write(expected);
        }

        Map<String, String> present = present();

        assertThat(present.keySet())
                .as("files of docs/lifecycles; %s", remedy())
                .isEqualTo(expected.keySet());
        expected.forEach((file, text) -> assertThat(present.get(file))
                .as("docs/lifecycles/%s is stale; %s", file, remedy())
                .isEqualTo(text));
    }

    private static String remedy() {
        return "write it anew with\n    " + COMMAND + "\nand commit it";
    }

    private static void write(Map<String, String> documents) throws IOException {
        Files.createDirectories(DIRECTORY);
        for (Map.Entry<String, String> document : documents.entrySet()) {
            Files.writeString(DIRECTORY.resolve(document.getKey()), document.getValue());
        }
    }

    private static Map<String, String> present() throws IOException {
        Map<String, String> present = new TreeMap<>();
        if (Files.isDirectory(DIRECTORY)) {
            try (Stream<Path> files = Files.list(DIRECTORY)) {
                for (Path file : files.toList()) {
                    present.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return present;
    }

    private Map<String, String> documents() {
        Map<String, String> documents = new TreeMap<>();
        documents.put("README.md", index());
        pages().forEach(page -> documents.put(page.fileName(), page.markdown()));
        return documents;
    }

    private String index() {
        String list = pages().stream()
                .map(page -> "| [%s](%s) | %s |".formatted(page.title(), page.fileName(), page.intro()))
                .collect(Collectors.joining("\n"));
        return """
                # Lifecycles

                Generated from the tables that decide every command, so they show what the running system does.
                An arrow is a trigger that moves the state; what is allowed without moving it stands in the list below each diagram.
                Whatever neither names is refused. Actors, amounts, times and what the other lifecycles forbid are guards of the
                domain and not shown here.

                | lifecycle | what it is |
                |---|---|
                %s

                The declarations are the classes `*Lifecycle` in `services/lifecycle`. After changing one, write these pages anew:

                ```
                %s
                ```
                """.formatted(list, COMMAND);
    }

    private List<LifecyclePage> pages() {
        return List.of(
                licenseCode(),
                reviewable(
                        "license-key",
                        "Licence by identification code",
                        "Goods licensed to an identification code that the buyer submits (License 1.0).",
                        GoodsType.LICENSE_KEY),
                offline(),
                reviewable(
                        "service",
                        "Services and SaaS",
                        "Services by people (人工服务) and supervised SaaS: agreed on first, then delivered.",
                        GoodsType.SERVICE),
                page(
                        "hardware",
                        "Hardware",
                        "Goods that are shipped.",
                        lifecycles.node(flow(GoodsType.HARDWARE, false, true))),
                page("refund", "Refund", "The negotiated refund (协商退订) of a supervision.", lifecycles.refund()),
                page("code", "Authorization code", "The code (授权码) of a supervision.", lifecycles.code()),
                page("appeal", "Appeal", "The appeal (服务监管申诉) in a supervision.", lifecycles.appeal()),
                page("ticket", "Ticket", "A work order (工单).", lifecycles.ticket()));
    }

    private LifecyclePage licenseCode() {
        Map<String, TransitionTable<?, ?>> variants = new LinkedHashMap<>();
        variants.put("With receipt", lifecycles.node(flow(GoodsType.LICENSE_CODE, false, true)));
        variants.put("With receipt and review", lifecycles.node(flow(GoodsType.LICENSE_CODE, true, true)));
        variants.put("Without receipt", lifecycles.node(flow(GoodsType.LICENSE_CODE, false, false)));
        variants.put("Without receipt, with review", lifecycles.node(flow(GoodsType.LICENSE_CODE, true, false)));
        return new LifecyclePage(
                "license-code",
                "Licence by authorization code",
                "Goods delivered by authorization code (授权码, License 2.0).",
                variants);
    }

    private LifecyclePage offline() {
        Flow first = flow(GoodsType.LICENSE_OFFLINE, false, true);
        Map<String, TransitionTable<?, ?>> versions = new LinkedHashMap<>();
        versions.put("Flow version 1", lifecycles.node(first));
        versions.put("Flow version 2, with a proof of the delivery", lifecycles.node(first.ofVersion(2)));
        return new LifecyclePage(
                "license-offline", "Offline licence", "Licences handed over outside the platform.", versions);
    }

    private LifecyclePage reviewable(String name, String title, String intro, GoodsType goodsType) {
        Map<String, TransitionTable<?, ?>> variants = new LinkedHashMap<>();
        variants.put("Without review", lifecycles.node(flow(goodsType, false, true)));
        variants.put("With review", lifecycles.node(flow(goodsType, true, true)));
        return new LifecyclePage(name, title, intro, variants);
    }

    private static LifecyclePage page(String name, String title, String intro, TransitionTable<?, ?> table) {
        return new LifecyclePage(name, title, intro, Map.of(title, table));
    }

    private static Flow flow(GoodsType goodsType, boolean review, boolean receipt) {
        return new Flow(goodsType, Flow.FIRST_VERSION, review, receipt);
    }
}

package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.app.RunningDocket.Answer;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.ticket.TicketCommandType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/// `schemas/openapi.yaml` against the running service.
class OpenApiTest {
    private final RunningDocket docket = RunningDocket.shared();

    private static Map<String, Map<String, Object>> paths() throws IOException {
        return paths(Repository.ROOT.resolve("schemas/openapi.yaml"));
    }

    private static Map<String, Map<String, Object>> paths(Path file) throws IOException {
        Map<String, Map<String, Map<String, Object>>> contract = new Yaml().load(Files.readString(file));
        return contract.getOrDefault("paths", Map.of());
    }

    private static Set<String> operations(Map<String, Map<String, Object>> paths) {
        Set<String> operations = new TreeSet<>();
        paths.forEach((path, all) -> all.keySet().stream()
                .filter(key -> !key.equals("parameters"))
                .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return operations;
    }

    @Test
    void no_operation_of_a_released_version_is_gone() throws IOException {
        Path released = Repository.ROOT.resolve("schemas/released");
        if (Files.isDirectory(released)) {
            try (Stream<Path> versions = Files.list(released)) {
                for (Path version : versions.filter(Files::isDirectory).toList()) {
                    assertThat(operations(paths()))
                            .as("of " + version.getFileName())
                            .containsAll(operations(paths(version.resolve("openapi.yaml"))));
                }
            }
        }
    }

    @Test
    void every_operation_of_the_service_is_described_and_none_is_missing() throws IOException {
        Set<String> served = new TreeSet<>();
        docket.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> served.add(method.name() + " " + path))));

        assertThat(operations(paths())).isEqualTo(served).isNotEmpty();
    }

    @Test
    void the_described_commands_are_those_that_people_may_send() throws IOException {
        assertThat(commands("/api/v1/supervisions/{id}/{command}"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(SupervisionCommandType.values())
                        .map(SupervisionCommandType::wire)
                        .filter(command -> !command.equals("open") && !command.equals("deadline-elapsed"))
                        .toList());
        assertThat(commands("/api/v1/tickets/{id}/{command}"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(TicketCommandType.values())
                        .map(TicketCommandType::wire)
                        .filter(command ->
                                !Set.of("open", "reassign", "deadline-elapsed").contains(command))
                        .toList());
    }

    private static List<String> commands(String path) throws IOException {
        String text = String.valueOf(paths().getOrDefault(path, Map.of()).get("parameters"));
        String list = text.substring(text.indexOf("enum=[") + 6, text.lastIndexOf("]}"));
        return Stream.of(list.substring(0, list.indexOf(']') < 0 ? list.length() : list.indexOf(']'))
                        .split(", "))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Test
    void answers_are_of_the_described_statuses() throws IOException {
        for (String path : paths().keySet()) {
            String concrete = path.replace("/api/v1", "")
                    .replace("{id}", path.contains("/sellers/") ? "S-9" : "NO%2FSUCH")
                    .replace("{ref}", "no-such-file")
                    .replace("{view}", "freshness")
                    .replace("{command}", path.contains("tickets") ? "accept" : "receive-code");
            Map<String, Object> operations = paths().getOrDefault(path, Map.of());
            boolean ends = !path.endsWith("/stream");
            if (ends && operations.containsKey("get")) {
                Answer answer =
                        docket.get("platform", concrete.equals("/products") ? "/products?sellerId=S-1" : concrete);
                assertThat(String.valueOf(operations.get("get"))).contains(answer.status() + "=");
            }
        }
    }

    @Test
    void the_service_hands_out_the_description() {
        Answer answer =
                docket.send(HttpRequest.newBuilder(URI.create(docket.endpoints().http() + "/openapi.yaml"))
                        .GET());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("openapi: 3.1.0");
    }
}

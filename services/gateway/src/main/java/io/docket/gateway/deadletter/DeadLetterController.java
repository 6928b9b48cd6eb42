package io.docket.gateway.deadletter;

import io.docket.contracts.DeadLetterReason;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.gateway.command.CommandBody;
import io.docket.gateway.command.IdempotencyKey;
import io.docket.gateway.identity.Identity;
import io.docket.gateway.position.Positions;
import io.docket.gateway.problem.Problem;
import io.docket.gateway.read.Pages;
import io.docket.gateway.read.Params;
import io.docket.gateway.read.Paths;
import io.docket.store.deadletter.DeadLetterAudit;
import io.docket.store.read.DeadLetter;
import io.docket.store.read.DeadLetterFilter;
import io.docket.store.read.DeadLetterReads;
import io.docket.store.read.DeadLetterRequest;
import io.docket.store.read.DeadLetterRequestReads;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Dead letters, for operators: what lies there, what it says, and once its cause is mended, again onto the log.
@RestController
@RequestMapping(Paths.BASE + "/dead-letters")
public final class DeadLetterController {
    private final DeadLetterReads letters;
    private final DeadLetterRequestReads requests;
    private final DeadLetterAudit audit;
    private final Redrive redrive;

    public DeadLetterController(
            DeadLetterReads letters, DeadLetterRequestReads requests, DeadLetterAudit audit, Redrive redrive) {
        this.letters = letters;
        this.requests = requests;
        this.audit = audit;
        this.redrive = redrive;
    }

    @GetMapping
    public ResponseEntity<Object> list(HttpServletRequest request) {
        Params params = Params.of(request, "status", "reason", "topic", "key", "from", "to", "limit", "cursor");
        DeadLetterReason reason = params.choice("reason", DeadLetterReason.class);
        DeadLetterFilter filter = new DeadLetterFilter(
                params.choice("status", DeadLetter.Status.class),
                reason == null ? null : reason.name(),
                topic(params.text("topic")),
                params.text("key"),
                params.time("from"),
                params.time("to"));
        return Pages.answer(
                request, () -> letters.list(filter, params.cursor(), params.limit()), DeadLetterJson::summary);
    }

    @GetMapping("/requests")
    public ResponseEntity<Object> requests(HttpServletRequest request) {
        Params params = Params.of(request, "operator", "asked", "from", "to", "limit", "cursor");
        DeadLetterRequest.Filter filter = new DeadLetterRequest.Filter(
                params.text("operator"),
                params.choice("asked", DeadLetterRequest.Asked.class),
                params.time("from"),
                params.time("to"));
        return Pages.answer(
                request, () -> requests.list(filter, params.cursor(), params.limit()), DeadLetterJson::request);
    }

    @GetMapping("/{id}")
    public ObjectNode one(@PathVariable String id, Identity identity) {
        DeadLetter letter = letter(id);
        DeadLetterAudit.By by = new DeadLetterAudit.By(identity.name(), null, null);
        audit.answered(audit.asked(by, DeadLetterRequest.Asked.SHOW, letter.at().toString()), 1, 0);
        return DeadLetterJson.whole(letter, redrive.value(letter));
    }

    @PostMapping("/{id}/park")
    public ObjectNode park(@PathVariable String id, Identity identity, HttpServletRequest http) throws IOException {
        String key = IdempotencyKey.of(http);
        RedriveRequest asked = RedriveRequest.parking(CommandBody.read(http));
        DeadLetter letter = letter(id);
        DeadLetterAudit.By by = asked.by(identity.name(), key);
        long request = audit.asked(by, DeadLetterRequest.Asked.PARK, letter.at().toString());
        audit.parked(letter.at(), by);
        audit.answered(request, 1, 0);
        DeadLetter parked = letter(id);
        return DeadLetterJson.whole(parked, redrive.value(parked));
    }

    @PostMapping("/{id}/redrive")
    public ResponseEntity<Object> redriveOne(@PathVariable String id, Identity identity, HttpServletRequest request)
            throws IOException, InterruptedException {
        String key = IdempotencyKey.of(request);
        RedriveRequest asked = RedriveRequest.one(CommandBody.read(request));
        DeadLetter letter = letter(id);
        return redriven(List.of(letter), letter.at().toString(), false, asked, asked.by(identity.name(), key));
    }

    @PostMapping("/redrive")
    public ResponseEntity<Object> redriveMany(Identity identity, HttpServletRequest request)
            throws IOException, InterruptedException {
        String key = IdempotencyKey.of(request);
        RedriveRequest asked = RedriveRequest.many(CommandBody.read(request));
        List<DeadLetter> found = letters.oldest(asked.filter(), asked.max() + 1);
        boolean more = found.size() > asked.max();
        return redriven(
                more ? found.subList(0, asked.max()) : found,
                asked.filter().text() + " max=" + asked.max(),
                more,
                asked,
                asked.by(identity.name(), key));
    }

    private ResponseEntity<Object> redriven(
            List<DeadLetter> found, String which, boolean more, RedriveRequest asked, DeadLetterAudit.By by)
            throws InterruptedException {
        long request =
                audit.asked(by, asked.dryRun() ? DeadLetterRequest.Asked.TRY : DeadLetterRequest.Asked.REDRIVE, which);
        List<Coordinates> sent = new ArrayList<>();
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (DeadLetter letter : found) {
            Redrive.Verdict verdict = asked.dryRun() ? redrive.dryRun(letter) : redrive.send(letter, by);
            items.add(DeadLetterJson.verdict(verdict));
            if (verdict.sentTo() != null) {
                sent.addAll(Positions.parse(verdict.sentTo()).coordinates());
            }
        }
        audit.answered(request, found.size(), sent.size());
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("dryRun", asked.dryRun())
                .put("sent", sent.size())
                .put("more", more);
        body.set("items", items);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (!sent.isEmpty()) {
            answer.header("Docket-Position", Positions.of(sent).toString());
        }
        return answer.body(body);
    }

    private DeadLetter letter(String id) {
        return Positions.parseOne(id)
                .flatMap(letters::find)
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND,
                        "NOT_FOUND",
                        "Expected the id of a dead letter such as sc.1:3:1234, but there is none there"));
    }

    static @Nullable AggregateType topic(@Nullable String topic) {
        if (topic == null) {
            return null;
        }
        AggregateType type = AggregateType.ofCommandTopic(topic);
        if (type == null) {
            throw Problem.parameter("topic", "Expected a command topic, but it is none");
        }
        return type;
    }
}

package io.docket.gateway.read;

import io.docket.contracts.StateJson;
import io.docket.domain.AggregateType;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.Supervision;
import io.docket.gateway.action.SupervisionActions;
import io.docket.gateway.attachment.Downloads;
import io.docket.gateway.identity.Identity;
import io.docket.store.read.SupervisionFilter;
import io.docket.store.read.SupervisionReads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Supervisions, as far as the caller may see them.
@RestController
@RequestMapping(Paths.BASE + "/supervisions")
public final class SupervisionController {
    private final SupervisionReads supervisions;
    private final History history;
    private final Past past;
    private final Downloads downloads;
    private final SupervisionActions actions;

    public SupervisionController(
            SupervisionReads supervisions,
            History history,
            Past past,
            Downloads downloads,
            SupervisionActions actions) {
        this.supervisions = supervisions;
        this.history = history;
        this.past = past;
        this.downloads = downloads;
        this.actions = actions;
    }

    @GetMapping
    public ResponseEntity<Object> list(Identity identity, HttpServletRequest request) {
        Params params = Params.of(
                request,
                "node",
                "refundState",
                "codeState",
                "goodsType",
                "productId",
                "orderId",
                "sellerId",
                "buyerId",
                "openedFrom",
                "openedTo",
                "limit",
                "cursor");
        Scope scope = Scope.of(identity, params);
        SupervisionFilter filter = new SupervisionFilter(
                scope.sellerId(),
                scope.buyerId(),
                params.choice("node", Node.class),
                params.choice("refundState", RefundState.class),
                params.choice("codeState", CodeState.class),
                params.choice("goodsType", GoodsType.class),
                params.id("productId"),
                params.id("orderId"),
                params.time("openedFrom"),
                params.time("openedTo"));
        return Pages.answer(
                request,
                () -> scope.isEmpty() ? Scope.nothing() : supervisions.list(filter, params.cursor(), params.limit()),
                StateJson::supervision);
    }

    @GetMapping("/{id}")
    public ResponseEntity<Object> one(@PathVariable String id, Identity identity, HttpServletRequest request) {
        Instant asOf = Params.of(request, "asOf").time("asOf");
        Supervision state = visible(id, identity);
        return asOf == null
                ? ResponseEntity.ok().eTag("\"" + state.version() + "\"").body(StateJson.supervision(state))
                : past.of(AggregateType.SUPERVISION, id, asOf);
    }

    @GetMapping("/{id}/events")
    public ResponseEntity<Object> events(@PathVariable String id, Identity identity, HttpServletRequest request) {
        Supervision state = visible(id, identity);
        return history.of(AggregateType.SUPERVISION, id, state.sellerId(), identity, request);
    }

    @GetMapping("/{id}/deadlines")
    public ResponseEntity<Object> deadlines(@PathVariable String id, Identity identity) {
        Supervision state = visible(id, identity);
        return ResponseEntity.ok().eTag("\"" + state.version() + "\"").body(DeadlineJson.of(state.deadlines()));
    }

    @GetMapping("/{id}/actions")
    public ResponseEntity<Object> actions(@PathVariable String id, Identity identity) {
        Supervision state = visible(id, identity);
        return ResponseEntity.ok().eTag("\"" + state.version() + "\"").body(actions.of(state, identity));
    }

    @GetMapping("/{id}/attachments/{ref}")
    public void attachment(
            @PathVariable String id, @PathVariable String ref, Identity identity, HttpServletResponse response)
            throws IOException {
        visible(id, identity);
        downloads.send(ref, file -> history.names(AggregateType.SUPERVISION, id, identity, file), response);
    }

    private Supervision visible(String id, Identity identity) {
        Supervision state = id.indexOf('\0') >= 0 ? null : supervisions.find(id);
        if (state == null || !identity.sees(state.sellerId(), state.order().buyerId())) {
            throw NotFound.of(AggregateType.SUPERVISION);
        }
        return state;
    }
}

package io.docket.gateway.read;

import io.docket.contracts.StateJson;
import io.docket.domain.Actor;
import io.docket.domain.AggregateType;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketState;
import io.docket.gateway.action.TicketActions;
import io.docket.gateway.attachment.Downloads;
import io.docket.gateway.identity.Identity;
import io.docket.gateway.identity.UserRole;
import io.docket.gateway.problem.Problem;
import io.docket.store.read.Page;
import io.docket.store.read.TicketFilter;
import io.docket.store.read.TicketReads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tickets, as far as the caller may see them. Deleted ones are in no list; by their id their history stays.
@RestController
@RequestMapping(Paths.BASE + "/tickets")
public final class TicketController {
    private static final String MINE = "mine";

    private final TicketReads tickets;
    private final History history;
    private final Past past;
    private final Downloads downloads;
    private final TicketActions actions;

    public TicketController(
            TicketReads tickets, History history, Past past, Downloads downloads, TicketActions actions) {
        this.tickets = tickets;
        this.history = history;
        this.past = past;
        this.downloads = downloads;
        this.actions = actions;
    }

    @GetMapping
    public ResponseEntity<Object> list(Identity identity, HttpServletRequest request) {
        Params params = Params.of(
                request,
                "queue",
                "state",
                "productId",
                "severity",
                "handler",
                "supervisionId",
                "sellerId",
                "buyerId",
                "limit",
                "cursor");
        if (params.text("queue") != null) {
            return queue(identity, request);
        }
        Scope scope = Scope.of(identity, params);
        TicketFilter filter = new TicketFilter(
                scope.sellerId(),
                scope.buyerId(),
                params.choice("state", TicketState.class),
                params.id("productId"),
                params.choice("severity", Severity.class),
                params.id("handler"),
                params.id("supervisionId"));
        return Pages.answer(
                request,
                () -> scope.isEmpty() ? Scope.nothing() : tickets.list(filter, params.cursor(), params.limit()),
                StateJson::ticket);
    }

    /// 客户工单 > 待我处理
    private ResponseEntity<Object> queue(Identity identity, HttpServletRequest request) {
        Params params = Params.of(request, "queue", "limit", "cursor");
        String seller = identity.seller();
        boolean handles = identity.role() == UserRole.OWNER || identity.role() == UserRole.STAFF;
        if (!MINE.equals(params.text("queue"))) {
            throw Problem.parameter("queue", "Expected queue=" + MINE + ", but it is another");
        }
        if (seller == null || !handles) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN,
                    "NOT_PERMITTED",
                    "Expected somebody who handles tickets, but '" + identity.name() + "' does not");
        }
        String staff = identity.role() == UserRole.STAFF ? text(identity.actor()) : null;
        return Pages.answer(request, () -> page(seller, staff, params), StateJson::ticket);
    }

    private Page<Ticket> page(String seller, @Nullable String staff, Params params) {
        return tickets.queue(seller, staff, params.cursor(), params.limit());
    }

    private static @Nullable String text(@Nullable Actor actor) {
        return actor == null ? null : actor.text();
    }

    @GetMapping("/{id}")
    public ResponseEntity<Object> one(@PathVariable String id, Identity identity, HttpServletRequest request) {
        Instant asOf = Params.of(request, "asOf").time("asOf");
        Ticket state = visible(id, identity);
        return asOf == null
                ? ResponseEntity.ok().eTag("\"" + state.version() + "\"").body(StateJson.ticket(state))
                : past.of(AggregateType.TICKET, id, asOf);
    }

    @GetMapping("/{id}/events")
    public ResponseEntity<Object> events(@PathVariable String id, Identity identity, HttpServletRequest request) {
        Ticket state = visible(id, identity);
        return history.of(AggregateType.TICKET, id, state.sellerId(), identity, request);
    }

    @GetMapping("/{id}/deadlines")
    public ResponseEntity<Object> deadlines(@PathVariable String id, Identity identity) {
        Ticket state = visible(id, identity);
        return ResponseEntity.ok().eTag("\"" + state.version() + "\"").body(DeadlineJson.of(state.deadlines()));
    }

    @GetMapping("/{id}/actions")
    public ResponseEntity<Object> actions(@PathVariable String id, Identity identity) {
        Ticket state = visible(id, identity);
        return ResponseEntity.ok().eTag("\"" + state.version() + "\"").body(actions.of(state, identity));
    }

    @GetMapping("/{id}/attachments/{ref}")
    public void attachment(
            @PathVariable String id, @PathVariable String ref, Identity identity, HttpServletResponse response)
            throws IOException {
        visible(id, identity);
        downloads.send(ref, file -> history.names(AggregateType.TICKET, id, identity, file), response);
    }

    private Ticket visible(String id, Identity identity) {
        Ticket state = id.indexOf('\0') >= 0 ? null : tickets.find(id);
        if (state == null || !identity.sees(state.sellerId(), state.subject().buyerId())) {
            throw NotFound.of(AggregateType.TICKET);
        }
        return state;
    }
}

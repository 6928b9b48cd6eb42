package io.docket.gateway.command;

import io.docket.contracts.Limits;
import io.docket.domain.AggregateType;
import io.docket.domain.product.ProductCommandType;
import io.docket.domain.seller.SellerCommandType;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.ticket.TicketCommandType;
import io.docket.gateway.command.CommandIntake.Target;
import io.docket.gateway.identity.Identity;
import io.docket.gateway.problem.Problem;
import io.docket.gateway.read.Paths;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Commands are POSTs named after the command; the body is the command's data.
@RestController
@RequestMapping(Paths.BASE)
public final class CommandController {
    private static final String OPEN = "open";

    private final CommandIntake intake;

    public CommandController(CommandIntake intake) {
        this.intake = intake;
    }

    @PostMapping("/supervisions")
    public ResponseEntity<Object> openSupervision(Identity identity, HttpServletRequest request)
            throws IOException, InterruptedException {
        return intake.take(new Target(AggregateType.SUPERVISION, null, OPEN), identity, request);
    }

    @PostMapping("/supervisions/{id}/{command}")
    public ResponseEntity<Object> toSupervision(
            @PathVariable String id, @PathVariable String command, Identity identity, HttpServletRequest request)
            throws IOException, InterruptedException {
        SupervisionCommandType type = SupervisionCommandType.ofWire(command);
        if (type == null || type == SupervisionCommandType.OPEN || !CommandIntake.isOffered(type)) {
            throw unknownCommand(AggregateType.SUPERVISION, command);
        }
        return intake.take(new Target(AggregateType.SUPERVISION, id, command), identity, request);
    }

    @PostMapping("/tickets")
    public ResponseEntity<Object> openTicket(Identity identity, HttpServletRequest request)
            throws IOException, InterruptedException {
        return intake.take(new Target(AggregateType.TICKET, null, OPEN), identity, request);
    }

    @PostMapping("/tickets/{id}/{command}")
    public ResponseEntity<Object> toTicket(
            @PathVariable String id, @PathVariable String command, Identity identity, HttpServletRequest request)
            throws IOException, InterruptedException {
        TicketCommandType type = TicketCommandType.ofWire(command);
        if (type == null || type == TicketCommandType.OPEN || !CommandIntake.isOffered(type)) {
            throw unknownCommand(AggregateType.TICKET, command);
        }
        return intake.take(new Target(AggregateType.TICKET, id, command), identity, request);
    }

    @PostMapping("/products/{id}/{command}")
    public ResponseEntity<Object> toProduct(
            @PathVariable String id, @PathVariable String command, Identity identity, HttpServletRequest request)
            throws IOException, InterruptedException {
        if (ProductCommandType.ofWire(command) == null) {
            throw unknownCommand(AggregateType.PRODUCT, command);
        }
        int slash = id.indexOf('/');
        boolean nobodys = slash <= 0 || slash == id.length() - 1;
        boolean anothers = identity.seller() != null && !id.startsWith(identity.seller() + "/");
        if (nobodys || anothers || !Subjects.isId(id, Limits.COMPOSED_ID_CHARS_MAX)) {
            throw Problem.of(
                    HttpStatus.NOT_FOUND, "NOT_FOUND", "Expected a product 'seller/productId', but there is none");
        }
        return intake.take(new Target(AggregateType.PRODUCT, id, command), identity, request);
    }

    @PostMapping("/sellers/{id}/{command}")
    public ResponseEntity<Object> toSeller(
            @PathVariable String id, @PathVariable String command, Identity identity, HttpServletRequest request)
            throws IOException, InterruptedException {
        SellerCommandType type = SellerCommandType.ofWire(command);
        if (type == null || !CommandIntake.isOffered(type)) {
            throw unknownCommand(AggregateType.SELLER, command);
        }
        boolean anothers = identity.seller() != null && !id.equals(identity.seller());
        if (anothers || id.indexOf('/') >= 0 || !Subjects.isId(id, Limits.ID_CHARS_MAX)) {
            throw Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "Expected a seller, but there is none");
        }
        return intake.take(new Target(AggregateType.SELLER, id, command), identity, request);
    }

    private static Problem unknownCommand(AggregateType type, String command) {
        String shown = Subjects.isId(command, Limits.ID_CHARS_MAX) ? command : "…";
        return Problem.of(
                HttpStatus.NOT_FOUND,
                "UNKNOWN_COMMAND",
                "Expected a command of a " + type.wire() + ", but '" + shown + "' is none");
    }
}

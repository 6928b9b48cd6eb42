package io.docket.gateway.read;

import io.docket.contracts.StateJson;
import io.docket.domain.AggregateType;
import io.docket.domain.seller.Seller;
import io.docket.gateway.action.SellerActions;
import io.docket.gateway.identity.Identity;
import io.docket.gateway.identity.UserRole;
import io.docket.store.read.SellerReads;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What sellers have set for themselves: SLA policies, working calendar; and the verification of their business. For
/// the
/// seller's own people and the platform.
@RestController
@RequestMapping(Paths.BASE + "/sellers")
public final class SellerController {
    private final SellerReads sellers;
    private final History history;
    private final Past past;
    private final SellerActions actions;

    public SellerController(SellerReads sellers, History history, Past past, SellerActions actions) {
        this.sellers = sellers;
        this.history = history;
        this.past = past;
        this.actions = actions;
    }

    @GetMapping("/{id}")
    public ResponseEntity<Object> one(@PathVariable String id, Identity identity, HttpServletRequest request) {
        Instant asOf = Params.of(request, "asOf").time("asOf");
        Seller state = visible(id, identity);
        return asOf == null
                ? ResponseEntity.ok().eTag("\"" + state.version() + "\"").body(StateJson.seller(state))
                : past.of(AggregateType.SELLER, id, asOf);
    }

    @GetMapping("/{id}/events")
    public ResponseEntity<Object> events(@PathVariable String id, Identity identity, HttpServletRequest request) {
        visible(id, identity);
        return history.of(AggregateType.SELLER, id, id, identity, request);
    }

    @GetMapping("/{id}/actions")
    public ResponseEntity<Object> actions(@PathVariable String id, Identity identity) {
        Seller state = visible(id, identity);
        return ResponseEntity.ok().eTag("\"" + state.version() + "\"").body(actions.of(state, identity));
    }

    /// Every seller is there, whether or not he ever set anything.
    private Seller visible(String id, Identity identity) {
        boolean possible = id.indexOf('\0') < 0 && id.indexOf('/') < 0;
        if (!possible || identity.role() == UserRole.BUYER || !identity.sees(id, "")) {
            throw NotFound.of(AggregateType.SELLER);
        }
        Seller found = sellers.find(id);
        return found == null ? Seller.untouched(id) : found;
    }
}

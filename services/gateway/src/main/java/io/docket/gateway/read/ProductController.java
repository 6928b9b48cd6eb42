package io.docket.gateway.read;

import io.docket.contracts.StateJson;
import io.docket.domain.AggregateType;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.gateway.action.ProductActions;
import io.docket.gateway.identity.Identity;
import io.docket.gateway.identity.UserRole;
import io.docket.gateway.problem.Problem;
import io.docket.store.read.ProductReads;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// To whom products are authorised; the seller's own matter, which buyers do not see.
@RestController
@RequestMapping(Paths.BASE + "/products")
public final class ProductController {
    private final ProductReads products;
    private final History history;
    private final Past past;
    private final ProductActions actions;

    public ProductController(ProductReads products, History history, Past past, ProductActions actions) {
        this.products = products;
        this.history = history;
        this.past = past;
        this.actions = actions;
    }

    @GetMapping
    public ResponseEntity<Object> list(Identity identity, HttpServletRequest request) {
        Params params = Params.of(request, "sellerId", "limit", "cursor");
        Scope scope = Scope.of(identity, params);
        if (identity.role() == UserRole.BUYER || scope.isEmpty()) {
            return Pages.answer(request, Scope::<ProductAuthorisation>nothing, StateJson::product);
        }
        String seller = scope.sellerId();
        if (seller == null) {
            throw Problem.parameter(
                    "sellerId", "Expected 'sellerId' from a caller who has no seller, but there is none");
        }
        return Pages.answer(request, () -> products.list(seller, params.cursor(), params.limit()), StateJson::product);
    }

    @GetMapping("/{id}")
    public ResponseEntity<Object> one(@PathVariable String id, Identity identity, HttpServletRequest request) {
        Instant asOf = Params.of(request, "asOf").time("asOf");
        ProductAuthorisation state = known(id, identity);
        return asOf == null
                ? ResponseEntity.ok().eTag("\"" + state.version() + "\"").body(StateJson.product(state))
                : past.of(AggregateType.PRODUCT, id, asOf);
    }

    @GetMapping("/{id}/events")
    public ResponseEntity<Object> events(@PathVariable String id, Identity identity, HttpServletRequest request) {
        ProductAuthorisation state = known(id, identity);
        return history.of(AggregateType.PRODUCT, id, state.sellerId(), identity, request);
    }

    /// Also of a product that no command was ever sent to: it is the owner's alone, and he may authorise it.
    @GetMapping("/{id}/actions")
    public ResponseEntity<Object> actions(@PathVariable String id, Identity identity) {
        ProductAuthorisation state = visible(id, identity);
        long version = state == null ? 0 : state.version();
        return ResponseEntity.ok().eTag("\"" + version + "\"").body(actions.of(id, state, identity));
    }

    private ProductAuthorisation known(String id, Identity identity) {
        ProductAuthorisation state = visible(id, identity);
        if (state == null) {
            throw NotFound.of(AggregateType.PRODUCT);
        }
        return state;
    }

    private @Nullable ProductAuthorisation visible(String id, Identity identity) {
        int slash = id.indexOf('/');
        boolean possible = slash > 0 && slash < id.length() - 1 && id.indexOf('\0') < 0;
        if (!possible || identity.role() == UserRole.BUYER || !identity.sees(id.substring(0, slash), "")) {
            throw NotFound.of(AggregateType.PRODUCT);
        }
        return products.find(id);
    }
}

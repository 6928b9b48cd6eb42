package io.docket.contracts;

import io.docket.domain.Actor;
import io.docket.domain.Invalid;
import io.docket.domain.product.ProductCommand;
import io.docket.domain.product.ProductCommandType;
import tools.jackson.databind.node.ObjectNode;

/// Reads the data of commands to a product's authorisation.
final class ProductData {
    private ProductData() {}

    static ProductCommand read(ProductCommandType type, ObjectNode data, String subject, String sellerId) {
        Fields fields = new Fields(data);
        int productAt = sellerId.length() + 1;
        if (!subject.startsWith(sellerId + "/")
                || subject.length() == productAt
                || !Limits.fits(subject.substring(productAt), Limits.ID_CHARS_MAX)) {
            fields.wrong("subject", "is not the seller, a slash and a product");
        }
        ProductCommand command = switch (type) {
            case AUTHORISE_PRODUCT -> {
                Actor to = CommonFields.sellersOwn(fields, false);
                fields.optionalText("reason");
                yield new ProductCommand.Authorise(to);
            }
            case REVOKE_PRODUCT -> {
                fields.optionalText("comment");
                yield new ProductCommand.Revoke();
            }
        };
        Invalid invalid = fields.invalid();
        return invalid == null ? command : new ProductCommand.Malformed(type, invalid);
    }
}

package io.docket.reporting;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/// Who reads a report, by the authorities that the sign-in has given: `ROLE_<role>`, `SELLER_<id>`.
///
/// @param sellerId whose rows alone he sees; null: all sellers'
record ReportReader(@Nullable String sellerId) {
    private static final String SELLER = "SELLER_";

    /// @throws ReportProblem `403` for those whom no report concerns
    static ReportReader of(Authentication authentication) {
        String seller = null;
        boolean platform = false;
        boolean sellersReader = false;
        for (GrantedAuthority granted : authentication.getAuthorities()) {
            String authority = String.valueOf(granted.getAuthority());
            switch (authority) {
                case "ROLE_PLATFORM", "ROLE_OPERATOR" -> platform = true;
                case "ROLE_OWNER", "ROLE_STAFF", "ROLE_REPORTER" -> sellersReader = true;
                default -> seller = authority.startsWith(SELLER) ? authority.substring(SELLER.length()) : seller;
            }
        }
        if (platform) {
            return new ReportReader(null);
        }
        if (sellersReader && seller != null) {
            return new ReportReader(seller);
        }
        throw ReportProblem.of(
                HttpStatus.FORBIDDEN,
                "NOT_PERMITTED",
                "Expected somebody of the platform or of a seller, but '" + authentication.getName() + "' is neither");
    }
}

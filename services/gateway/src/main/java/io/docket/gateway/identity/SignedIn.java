package io.docket.gateway.identity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

/// An [Identity] as Spring Security holds it. Modules that do not know identities go by the authorities:
/// `ROLE_<role>` and, where there is a seller, `SELLER_<id>`.
public final class SignedIn extends User {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // sessions are never written anywhere: there are none
    private final transient Identity identity;

    SignedIn(DocketUser user) {
        super(user.name(), user.password(), authorities(user.identity()));
        this.identity = user.identity();
    }

    public Identity identity() {
        return identity;
    }

    private static List<GrantedAuthority> authorities(Identity identity) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        authorities.add(new SimpleGrantedAuthority("ROLE_" + identity.role().name()));
        if (identity.seller() != null) {
            authorities.add(new SimpleGrantedAuthority("SELLER_" + identity.seller()));
        }
        return authorities;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}

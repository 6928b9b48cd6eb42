package io.docket.gateway.identity;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/// The users of the configuration. A user's password is read anew for each sign-in: Spring erases it afterwards.
public final class ConfiguredUsers implements UserDetailsService {
    private final Map<String, DocketUser> byName;

    public ConfiguredUsers(List<DocketUser> users) {
        this.byName = users.stream().collect(Collectors.toUnmodifiableMap(DocketUser::name, Function.identity()));
        users.forEach(DocketUser::identity); // fails at start on one that fits no rule
    }

    @Override
    public UserDetails loadUserByUsername(String name) {
        DocketUser user = byName.get(name);
        if (user == null) {
            throw new UsernameNotFoundException("There is no such user");
        }
        return new SignedIn(user);
    }
}

package io.docket.app.instance;

import java.net.InetAddress;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/// HTTP of an instance that serves nobody but its operators' tools: health for everybody, metrics for who is on the
/// same
/// machine, and nothing else.
@Configuration(proxyBeanMethods = false)
@Conditional(ProbesOnly.ServesNobody.class)
class ProbesOnly {

    @Bean
    SecurityFilterChain probes(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .access((_, context) -> new AuthorizationDecision(
                                InetAddress.ofLiteral(context.getRequest().getRemoteAddr())
                                        .isLoopbackAddress()))
                        .anyRequest()
                        .denyAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    UserDetailsService nobody() {
        return new InMemoryUserDetailsManager();
    }

    static final class ServesNobody implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Set<InstanceRole> roles = Binder.get(context.getEnvironment())
                    .bindOrCreate("docket", InstanceProperties.class)
                    .roles();
            return !roles.contains(InstanceRole.GATEWAY) && !roles.contains(InstanceRole.REPORTING);
        }
    }
}

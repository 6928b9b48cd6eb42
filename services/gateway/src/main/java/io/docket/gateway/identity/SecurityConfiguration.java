package io.docket.gateway.identity;

import io.docket.gateway.GatewayProperties;
import io.docket.gateway.problem.ProblemWriter;
import io.docket.gateway.read.Paths;
import java.util.List;
import java.util.Set;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/// Every request is authenticated, each by itself: HTTP Basic, no session, and so no cookie that a foreign page could
/// ride on.
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {

    @Bean
    UserDetailsService docketUsers(GatewayProperties properties) {
        return new ConfiguredUsers(properties.users());
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    SecurityFilterChain api(HttpSecurity http, ProblemWriter problems) {
        AuthenticationEntryPoint unauthenticated = (_, response, _) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"docket\", charset=\"UTF-8\"");
            problems.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "UNAUTHENTICATED",
                    "Expected a user with his password (HTTP Basic), but there is none or it is wrong");
        };
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/actuator/health/**",
                                "/openapi.yaml",
                                "/common.json",
                                "/*/commands/*.json",
                                "/*/events/*.json",
                                "/error")
                        .permitAll()
                        .requestMatchers("/actuator/**", Paths.BASE + "/dead-letters/**")
                        .hasRole(UserRole.OPERATOR.name())
                        .anyRequest()
                        .authenticated())
                .httpBasic(basic -> basic.authenticationEntryPoint(unauthenticated))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(unauthenticated)
                        .accessDeniedHandler((_, response, _) -> problems.write(
                                response,
                                HttpStatus.FORBIDDEN,
                                "NOT_PERMITTED",
                                "Expected somebody who may do this, but the user may not")))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /// Ids have a `/` in them, percent-encoded in paths.
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowSemicolon(true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler rejectedRequests(ProblemWriter problems) {
        return (_, response, _) -> problems.write(
                response,
                HttpStatus.BAD_REQUEST,
                "BAD_REQUEST",
                "Expected an ordinary request, but its path, method or headers are not what a client sends");
    }

    @Bean
    FilterRegistrationBean<AllowedHosts> allowedHosts(GatewayProperties properties, ProblemWriter problems) {
        List<String> hosts = properties.http().allowedHosts();
        var registration = new FilterRegistrationBean<>(new AllowedHosts(Set.copyOf(hosts), problems));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}

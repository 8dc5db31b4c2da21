package io.voteengine.examples.board.security;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may do what, and the headers of all answers. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  /** Scripts of this site read it, and repeat it in a header; those of other sites cannot. */
  private static CookieCsrfTokenRepository csrfCookie() {
    CookieCsrfTokenRepository cookie = CookieCsrfTokenRepository.withHttpOnlyFalse();
    cookie.setCookieCustomizer(it -> it.sameSite("Strict"));
    return cookie;
  }

  /** It is part of the chain below, and must not run a second time outside of it. */
  @Bean
  FilterRegistrationBean<Origins> originsOnlyInTheChain(Origins origins) {
    FilterRegistrationBean<Origins> registration = new FilterRegistrationBean<>(origins);
    registration.setEnabled(false);
    return registration;
  }

  @Bean
  SecurityFilterChain chain(HttpSecurity http, Origins origins, JwtDecoder decoder) {
    return http.sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .addFilterBefore(origins, CsrfFilter.class)
        .addFilterBefore(new CookieFilter(decoder), BearerTokenAuthenticationFilter.class)
        // Requests with a token in a header need none. The live channel changes nothing.
        .csrf(csrf -> csrf.spa().csrfTokenRepository(csrfCookie()).ignoringRequestMatchers("/sync"))
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(jwt -> jwt.jwtAuthenticationConverter(HolderAuthentication::of))
                    .authenticationEntryPoint(
                        (request, response, e) ->
                            Problems.write(
                                response,
                                HttpStatus.UNAUTHORIZED,
                                "UNAUTHENTICATED",
                                "Sign in first, or again."))
                    .accessDeniedHandler(
                        (request, response, e) -> {
                          boolean csrf = e instanceof CsrfException;
                          Problems.write(
                              response,
                              HttpStatus.FORBIDDEN,
                              csrf ? "CSRF" : "FORBIDDEN",
                              csrf
                                  ? "The header X-XSRF-TOKEN must repeat the cookie XSRF-TOKEN."
                                  : "This needs another role.");
                        }))
        .authorizeHttpRequests(
            paths ->
                paths
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers("/api/launch/**", "/api/admin/**", "/api/votes/metrics")
                    .hasRole(Tokens.ADMIN)
                    .requestMatchers("/api/session/**", "/api/results/**")
                    .permitAll()
                    .requestMatchers(
                        HttpMethod.GET, "/api/polls/**", "/api/jam", "/sync", "/v3/api-docs/**")
                    .permitAll()
                    .requestMatchers("/api/votes/**", "/api/polls/**", "/api/jam/**")
                    .hasRole(Tokens.VOTER)
                    .requestMatchers("/sync")
                    .authenticated()
                    .requestMatchers("/api/**")
                    .denyAll()
                    .requestMatchers(HttpMethod.GET)
                    .permitAll() // Pages.
                    .anyRequest()
                    .denyAll())
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                    .referrerPolicy(it -> it.policy(ReferrerPolicy.SAME_ORIGIN)))
        .build();
  }
}

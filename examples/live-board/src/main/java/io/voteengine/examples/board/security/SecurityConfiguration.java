package io.voteengine.examples.board.security;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may do what, and the headers of all answers. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  @Bean
  Converter<Jwt, AbstractAuthenticationToken> authentication() {
    JwtGrantedAuthoritiesConverter roles = new JwtGrantedAuthoritiesConverter();
    roles.setAuthoritiesClaimName(Tokens.ROLES);
    roles.setAuthorityPrefix("ROLE_");
    JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(roles);
    return converter;
  }

  /** It is part of the chain below, and must not run a second time outside of it. */
  @Bean
  FilterRegistrationBean<Origins> originsOnlyInTheChain(Origins origins) {
    FilterRegistrationBean<Origins> registration = new FilterRegistrationBean<>(origins);
    registration.setEnabled(false);
    return registration;
  }

  @Bean
  SecurityFilterChain chain(
      HttpSecurity http,
      Origins origins,
      JwtDecoder decoder,
      Converter<Jwt, AbstractAuthenticationToken> authentication) {
    return http.sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .addFilterBefore(origins, CsrfFilter.class)
        .addFilterBefore(
            new CookieFilter(decoder, authentication), BearerTokenAuthenticationFilter.class)
        // Requests with a token in a header need none. The live channel changes nothing.
        .csrf(csrf -> csrf.spa().ignoringRequestMatchers("/sync"))
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(jwt -> jwt.jwtAuthenticationConverter(authentication))
                    .authenticationEntryPoint(
                        (request, response, e) ->
                            Problems.write(
                                response,
                                HttpStatus.UNAUTHORIZED,
                                "UNAUTHENTICATED",
                                "Sign in first, or again."))
                    .accessDeniedHandler(
                        (request, response, e) ->
                            Problems.write(
                                response,
                                HttpStatus.FORBIDDEN,
                                "FORBIDDEN",
                                "This needs another role, or the CSRF token is missing.")))
        .authorizeHttpRequests(
            paths ->
                paths
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers("/api/launch/**", "/api/admin/**", "/api/votes/metrics")
                    .hasRole(Tokens.ADMIN)
                    .requestMatchers("/api/session/**", "/api/results/**")
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, "/api/polls/**", "/sync", "/v3/api-docs/**")
                    .permitAll()
                    .requestMatchers("/api/votes/**", "/api/polls/**")
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

package org.haetae.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.haetae.assess.Cases;
import org.haetae.atlas.BaseMap;
import org.haetae.designations.Alerts;
import org.haetae.designations.KeptScreens;
import org.haetae.home.HomeRefused;
import org.haetae.home.Setting;
import org.haetae.law.Law;
import org.haetae.law.LawFiles;
import org.haetae.propose.Model;
import org.haetae.propose.Proposals;
import org.haetae.report.Dossiers;
import org.haetae.resolve.Judgements;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// How the site is put together: the few parts of Spring that it uses, named one by one, and the
/// order in which a request passes them: who asks ({@link Entrance}), may they ({@link Gate}), is
/// the form ours ({@link CsrfTokens}), then the handler.
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class
})
@EnableWebSecurity
@Import({
    Door.class,
    Mishaps.class,
    SearchDesk.class,
    ItemDesk.class,
    AccessionDesk.class,
    OutcomeDesk.class,
    PeopleDesk.class,
    CompartmentDesk.class,
    ConsentDesk.class,
    InterviewDesk.class,
    IdentityDesk.class,
    ErasureDesk.class,
    AccountDesk.class,
    HealthDesk.class,
    EntitiesDesk.class,
    TableDesk.class,
    FtmDesk.class,
    EntityDesk.class,
    CiteDesk.class,
    ClaimDesk.class,
    MapDesk.class,
    TimelineDesk.class,
    NetworkDesk.class,
    LawDesk.class,
    MonitorDesk.class,
    ResponsibilityDesk.class,
    ReviewDesk.class,
    SuggestionsDesk.class,
    ResolveDesk.class,
    DesignationDesk.class,
    AlertDesk.class,
    ScreeningDesk.class,
    ScreeningStatus.class,
    Api.class,
    ClaimApi.class,
    CaseApi.class,
    MatchApi.class,
    IncidentDesk.class,
    CaseDesk.class,
    DossierDesk.class,
    FindingDesk.class,
    RootsDesk.class
})
class Site {
    /// Nothing is loaded but our own style, script and images; nothing frames us; forms go to us.
    static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src"
                    + " 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> STREAMED = Set.of("/accessions", "/batch", "/screening");

    @Bean
    Assets assets() {
        return new Assets();
    }

    @Bean
    Pages pages(Assets assets) {
        return new Pages(assets);
    }

    @Bean
    Refusals refusals(Pages pages) {
        return new Refusals(pages);
    }

    @Bean
    CsrfTokens csrfTokens(Rooms rooms) {
        return new CsrfTokens(rooms.home().keyring().secret("web-forms"));
    }

    @Bean
    Multipart multipart(CsrfTokens csrf) {
        return new Multipart(csrf);
    }

    @Bean
    MakersSeal makersSeal(Rooms rooms) {
        return new MakersSeal(rooms.home().keyring().epochs("web-searches"));
    }

    @Bean
    KeptSearches keptSearches(Rooms rooms, MakersSeal seal) {
        return new KeptSearches(rooms.database(), seal, rooms.clock());
    }

    @Bean
    KeptTables keptTables(Rooms rooms, MakersSeal seal) {
        return new KeptTables(rooms.database(), seal, rooms.clock());
    }

    @Bean
    KeptMappings keptMappings(Rooms rooms, MakersSeal seal) {
        return new KeptMappings(rooms.database(), seal, rooms.clock());
    }

    @Bean
    Acts acts(Rooms rooms) {
        return new Acts(rooms.database(), rooms.ledger(), rooms.clock());
    }

    @Bean
    BaseMap baseMap() {
        return new BaseMap();
    }

    @Bean
    Law law(Rooms rooms) throws IOException {
        try {
            return LawFiles.of(rooms.home().directory().resolve("law"), rooms.casebook().schema());
        } catch (IllegalArgumentException e) {
            throw new HomeRefused(
                    "the law of this home cannot be used: %s. Mend the file in its folder law/."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    @Bean
    Cases cases(Rooms rooms, Judgements judgements, Law law) {
        return new Cases(
                rooms.database(),
                rooms.ledger(),
                rooms.archive(),
                rooms.renditions(),
                rooms.casebook(),
                judgements,
                law,
                rooms.clock());
    }

    @Bean
    Dossiers dossiers(Rooms rooms, Cases cases) {
        return new Dossiers(
                rooms.database(),
                rooms.ledger(),
                rooms.archive(),
                rooms.readings(),
                rooms.renditions(),
                rooms.images(),
                rooms.casebook(),
                cases,
                rooms.clock());
    }

    @Bean
    Names names(Rooms rooms) {
        return new Names(rooms.roster());
    }

    @Bean
    Proposals proposals(Rooms rooms) {
        return new Proposals(
                rooms.database(),
                rooms.ledger(),
                rooms.archive(),
                rooms.renditions(),
                rooms.casebook(),
                rooms.home().keyring().secret("proposals"),
                Model.at(rooms.home().settings().text(Setting.SUGGEST_MODEL)),
                rooms.clock());
    }

    @Bean
    Judgements judgements(Rooms rooms) {
        return new Judgements(
                rooms.database(), rooms.ledger(), rooms.archive(), rooms.casebook(), rooms.clock());
    }

    @Bean
    KeptScreens screens(Rooms rooms) {
        return new KeptScreens(rooms.database(), rooms.archive());
    }

    @Bean
    Alerts alerts(Rooms rooms, Judgements judgements) {
        return new Alerts(
                rooms.database(), rooms.ledger(), rooms.casebook(), judgements, rooms.clock());
    }

    /// Closed with the site.
    @Bean
    Errands errands() {
        return new Errands();
    }

    @Bean
    Hits hits(Rooms rooms, KeptSearches searches) {
        return new Hits(rooms.index(), searches);
    }

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes,
            Refusals refusals,
            CsrfTokens csrfTokens,
            Rooms rooms) {
        return http.csrf(
                        csrf ->
                                csrf.csrfTokenRepository(csrfTokens)
                                        .requireCsrfProtectionMatcher(Site::isCheckedByFilter))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        refused ->
                                refused.accessDeniedHandler(
                                        (request, response, _) ->
                                                refusals.send(request, response, 403)))
                .headers(
                        headers ->
                                headers.contentSecurityPolicy(csp -> csp.policyDirectives(POLICY))
                                        .referrerPolicy(it -> it.policy(ReferrerPolicy.NO_REFERRER))
                                        .crossOriginOpenerPolicy(
                                                it ->
                                                        it.policy(
                                                                CrossOriginOpenerPolicy
                                                                        .SAME_ORIGIN))
                                        .crossOriginResourcePolicy(
                                                it ->
                                                        it.policy(
                                                                CrossOriginResourcePolicy
                                                                        .SAME_ORIGIN))
                                        .permissionsPolicyHeader(
                                                it ->
                                                        it.policy(
                                                                "camera=(), microphone=(),"
                                                                        + " geolocation=(), usb=(),"
                                                                        + " payment=(),"
                                                                        + " browsing-topics=()")))
                .addFilterBefore(new Entrance(rooms.roster()), CsrfFilter.class)
                .addFilterBefore(new Gate(routes, refusals), CsrfFilter.class)
                .addFilterAfter(new BodyLimit(refusals), CsrfFilter.class)
                .build();
    }

    /// Every writing request, but for forms with files on the two routes that read such a form part
    /// by part: those check the token themselves, before the first file ({@link Multipart}).
    private static boolean isCheckedByFilter(HttpServletRequest request) {
        if (READING.contains(request.getMethod())) {
            return false;
        }
        return !(STREAMED.contains(request.getRequestURI()) && Multipart.is(request))
                && !isJsonForPrograms(request);
    }

    /// Programs send JSON, which no form of another site can: a browser asks first whether it may
    /// (CORS), and nothing here ever answers yes. Routes for programs take nothing but JSON.
    private static boolean isJsonForPrograms(HttpServletRequest request) {
        String type = request.getContentType();
        return Api.takes(request)
                && type != null
                && (type.toLowerCase(Locale.ROOT).startsWith("application/json")
                        || type.toLowerCase(Locale.ROOT).startsWith(ClaimApi.LINES));
    }

    @Bean
    WebMvcConfigurer conventions(Pages pages) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new PassedGate());
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new VisitorArgument());
            }

            @Override
            public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
                handlers.add(new AnswerHandler(pages));
            }
        };
    }

    /// The acting person, as a parameter of the handler.
    private static final class VisitorArgument implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Visitor.class;
        }

        @Override
        public @Nullable Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return request.getAttribute(Visitor.ATTRIBUTE, NativeWebRequest.SCOPE_REQUEST);
        }
    }

    private record AnswerHandler(Pages pages) implements HandlerMethodReturnValueHandler {
        @Override
        public boolean supportsReturnType(MethodParameter type) {
            return Answer.class.isAssignableFrom(type.getParameterType());
        }

        @Override
        public void handleReturnValue(
                @Nullable Object value,
                MethodParameter type,
                ModelAndViewContainer container,
                NativeWebRequest web)
                throws Exception {
            container.setRequestHandled(true);
            HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
            HttpServletResponse response = web.getNativeResponse(HttpServletResponse.class);
            if (request == null || response == null || value == null) {
                throw new IllegalStateException("a handler of pages answered with nothing");
            }
            switch ((Answer) value) {
                case Answer.SeeOther next -> {
                    response.setStatus(303);
                    response.setHeader("Location", next.path());
                }
                case Answer.WithStatus(int status, Sheet sheet) ->
                        pages.send(request, response, status, sheet);
                case Answer.Download(String mediaType, String name, Answer.Content content) -> {
                    response.setContentType(mediaType);
                    response.setHeader("Content-Security-Policy", ItemDesk.BLOB_POLICY);
                    response.setHeader(
                            "Content-Disposition", "attachment; filename=\"%s\"".formatted(name));
                    content.to(response.getOutputStream());
                }
                case Sheet sheet -> pages.send(request, response, 200, sheet);
            }
        }
    }
}

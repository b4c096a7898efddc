package org.haetae.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// The site on one address. Starts when made, ends when closed; the rooms belong to the caller and
/// stay open.
public final class WebServer implements AutoCloseable {
    private final ServletWebServerApplicationContext context;
    private final InetAddress host;

    private WebServer(ServletWebServerApplicationContext context, InetAddress host) {
        this.context = context;
        this.host = host;
    }

    /// Serves these rooms.
    ///
    /// @param address port 0 takes a free one
    /// @throws RuntimeException when the port is taken, naming it
    public static WebServer start(Rooms rooms, InetSocketAddress address) {
        return start(rooms, address, List.of());
    }

    /// As above, with further controllers, for tests that show templates by themselves.
    static WebServer start(Rooms rooms, InetSocketAddress address, List<Class<?>> more) {
        List<Class<?>> sources = new ArrayList<>(more);
        sources.add(Site.class);
        SpringApplication application = new SpringApplication(sources.toArray(Class<?>[]::new));
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        // Spring's and Tomcat's own lines about a request hold its address or its fields.
        application.setDefaultProperties(
                Map.of(
                        "logging.level.root", "warn",
                        "logging.level.org.springframework.web", "error",
                        "logging.level.org.apache", "error"));
        application.addInitializers(
                context -> {
                    context.getEnvironment()
                            .getPropertySources()
                            .addFirst(new MapPropertySource("haetae", settings(rooms, address)));
                    ((GenericApplicationContext) context).registerBean(Rooms.class, () -> rooms);
                });
        return new WebServer(
                (ServletWebServerApplicationContext) application.run(), address.getAddress());
    }

    /// Where the site answers.
    public URI address() {
        int port = context.getWebServer().getPort();
        String name = host.getHostAddress();
        return URI.create(
                "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port + "/");
    }

    /// The context, for tests that walk its routes.
    GenericApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
    }

    private static Map<String, Object> settings(Rooms rooms, InetSocketAddress address) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("server.address", address.getAddress().getHostAddress());
        settings.put("server.port", address.getPort());
        settings.put("server.shutdown", "immediate");
        settings.put("server.server-header", "");
        settings.put("server.error.include-stacktrace", "never");
        settings.put("server.error.include-message", "never");
        settings.put("server.error.whitelabel.enabled", false);
        settings.put("server.compression.enabled", true);
        settings.put(
                "server.compression.mime-types",
                "text/html,application/json,application/problem+json,text/csv");
        settings.put("server.max-http-request-header-size", "16KB");
        settings.put("server.tomcat.max-http-form-post-size", "1MB");
        // More than BodyLimit takes, so that whoever sends a little too much reads the answer.
        settings.put("server.tomcat.max-swallow-size", "6MB");
        // A server that is killed leaves this folder: outside the home nothing would take it away.
        settings.put("server.tomcat.basedir", rooms.home().derived().resolve("server").toString());
        settings.put("server.tomcat.accesslog.enabled", false);
        settings.put("server.tomcat.mbeanregistry.enabled", false);
        settings.put("server.forward-headers-strategy", "none");
        settings.put("spring.threads.virtual.enabled", true);
        settings.put("spring.web.resources.add-mappings", false);
        settings.put("spring.mvc.log-resolved-exception", false);
        settings.put("spring.mvc.publish-request-handled-events", false);
        settings.put("spring.jmx.enabled", false);
        return settings;
    }
}

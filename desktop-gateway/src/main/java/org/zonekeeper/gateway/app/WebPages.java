package org.zonekeeper.gateway.app;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pages that the gateway serves, out of its own jar and that of their one library: nothing is
 * fetched from anywhere at run time. Their content security policy lets no script run but these
 * files, no other page show them or be shown in them but an agent's script, and nobody be asked but
 * this gateway and its issuer. Stateless.
 */
final class WebPages {
  /** In org.mvnpm:lit-html, whose version the path repeats. */
  private static final String LIT_HTML = "/META-INF/resources/_static/lit-html/3.3.0/";

  /** What the pages import of it, and what that imports. */
  private static final List<String> LIT_HTML_FILES =
      List.of(
          "lit-html.js",
          "directive.js",
          "directive-helpers.js",
          "directives/live.js",
          "directives/repeat.js");

  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-cache");

  private WebPages() {}

  /**
   * Adds the pages to a server.
   *
   * @param issuer at which they log on; empty in insecure development
   * @param scriptOrigins whose pages may be shown within the agent's
   */
  static void addTo(JavalinConfig config, Optional<URI> issuer, Set<String> scriptOrigins) {
    Map<String, String> headers = new LinkedHashMap<>(HEADERS);
    headers.put("Content-Security-Policy", policy(issuer, scriptOrigins));
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/";
          files.directory = "/web";
          files.location = Location.CLASSPATH;
          files.headers = headers;
        });
    for (String file : LIT_HTML_FILES) {
      byte[] content = read(LIT_HTML + file);
      config.routes.get(
          "/vendor/lit-html/" + file,
          context -> {
            headers.forEach(context::header);
            context.contentType("text/javascript").result(content);
          });
    }
  }

  private static String policy(Optional<URI> issuer, Set<String> scriptOrigins) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'" + issuer.map(each -> " " + originOf(each)).orElse(""),
        "worker-src 'self'",
        "frame-src "
            + (scriptOrigins.isEmpty() ? "'none'" : String.join(" ", new TreeSet<>(scriptOrigins))),
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
  }

  private static String originOf(URI address) {
    return address.getScheme() + "://" + address.getRawAuthority();
  }

  private static byte[] read(String resource) {
    try (InputStream in = WebPages.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot be read: " + resource, e);
    }
  }
}

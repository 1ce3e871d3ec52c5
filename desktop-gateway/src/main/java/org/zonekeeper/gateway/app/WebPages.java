package org.zonekeeper.gateway.app;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The pages that the gateway serves, out of its own jar and that of their one library: nothing is
 * fetched from anywhere at run time. Their content security policy lets no script run but these
 * files, and no other page show them. Stateless.
 */
final class WebPages {
  /** In org.mvnpm:lit-html, whose version the path repeats. */
  private static final String LIT_HTML = "/META-INF/resources/_static/lit-html/3.3.3/";

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
          "Content-Security-Policy",
          String.join(
              "; ",
              "default-src 'none'",
              "script-src 'self'",
              "style-src 'self'",
              "img-src 'self'",
              "connect-src 'self'",
              "worker-src 'self'",
              "base-uri 'none'",
              "form-action 'none'",
              "frame-ancestors 'none'"),
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-cache");

  private WebPages() {}

  /** Adds the pages to a server. */
  static void addTo(JavalinConfig config) {
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/";
          files.directory = "/web";
          files.location = Location.CLASSPATH;
          files.headers = HEADERS;
        });
    for (String file : LIT_HTML_FILES) {
      byte[] content = read(LIT_HTML + file);
      config.routes.get(
          "/vendor/lit-html/" + file,
          context -> {
            HEADERS.forEach(context::header);
            context.contentType("text/javascript").result(content);
          });
    }
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

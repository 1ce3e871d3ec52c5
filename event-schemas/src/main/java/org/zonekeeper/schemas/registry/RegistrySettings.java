package org.zonekeeper.schemas.registry;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the schema registry is and how to talk to it. Built once at start, by hand or from a
 * properties file with {@link #from}; immutable. Whatever cannot be used is an {@link
 * InvalidSettingException} right here, not a failure later.
 *
 * @param urls base addresses of one registry, tried in order, such as {@code http://registry:8081};
 *     a path is allowed ({@code …/apis/ccompat/v7})
 * @param mode how writers come by the ids of their schemas
 * @param timeOuts of one request
 * @param retry when no address answers
 * @param basicAuth sent with every request
 * @param tls for https addresses; absent: the certificates of the Java runtime
 */
public record RegistrySettings(
    List<URI> urls,
    SchemaMode mode,
    TimeOuts timeOuts,
    RetryPolicy retry,
    Optional<BasicAuth> basicAuth,
    Optional<TlsFiles> tls) {

  /** Comma-separated base addresses. The only setting without a default. */
  public static final String URLS = "registry.urls";

  /**
   * {@code register} or {@code look-up}. Default {@code register}, so that a first start needs no
   * step before it; a site whose services may not write to its registry sets {@code look-up}.
   */
  public static final String MODE = "registry.mode";

  public static final String BASIC_USER = "registry.basic.user";
  public static final String BASIC_PASSWORD = "registry.basic.password";
  public static final String TRUST_STORE = "registry.tls.truststore";
  public static final String TRUST_STORE_PASSWORD = "registry.tls.truststore.password";
  public static final String KEY_STORE = "registry.tls.keystore";
  public static final String KEY_STORE_PASSWORD = "registry.tls.keystore.password";

  /** See {@link TimeOuts#DEFAULT} for the defaults and their reasons. */
  public static final String CONNECT_TIMEOUT_MS = "registry.timeout.connect.ms";

  public static final String REQUEST_TIMEOUT_MS = "registry.timeout.request.ms";

  /** See {@link RetryPolicy#DEFAULT} for the defaults and their reasons. */
  public static final String RETRY_ATTEMPTS = "registry.retry.attempts";

  public static final String RETRY_FIRST_PAUSE_MS = "registry.retry.pause.first.ms";
  public static final String RETRY_LONGEST_PAUSE_MS = "registry.retry.pause.longest.ms";

  private static final List<String> KEYS =
      List.of(
          URLS,
          MODE,
          BASIC_USER,
          BASIC_PASSWORD,
          TRUST_STORE,
          TRUST_STORE_PASSWORD,
          KEY_STORE,
          KEY_STORE_PASSWORD,
          CONNECT_TIMEOUT_MS,
          REQUEST_TIMEOUT_MS,
          RETRY_ATTEMPTS,
          RETRY_FIRST_PAUSE_MS,
          RETRY_LONGEST_PAUSE_MS);

  public RegistrySettings {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new InvalidSettingException(URLS, "", "at least one http or https address");
    }
    urls.forEach(RegistrySettings::requireUsable);
  }

  /** Settings with every default, for a registry at these addresses. */
  public static RegistrySettings at(String... urls) {
    return from(Map.of(URLS, String.join(",", urls)));
  }

  /**
   * Reads the {@code registry.*} keys of a service's settings; others are left alone. A {@code
   * registry.*} key that does not exist is refused, because it is most likely a slip of the pen.
   */
  public static RegistrySettings from(Map<String, String> settings) {
    SettingsText text = new SettingsText(settings);
    text.refuseOthersThan(KEYS, "registry.");
    return new RegistrySettings(
        urlsOf(text.get(URLS).orElse("")),
        text.choice(MODE, SchemaMode.REGISTER),
        new TimeOuts(
            text.millis(CONNECT_TIMEOUT_MS, TimeOuts.DEFAULT.connect()),
            text.millis(REQUEST_TIMEOUT_MS, TimeOuts.DEFAULT.request())),
        new RetryPolicy(
            text.number(RETRY_ATTEMPTS, RetryPolicy.DEFAULT.attempts()),
            text.millis(RETRY_FIRST_PAUSE_MS, RetryPolicy.DEFAULT.firstPause()),
            text.millis(RETRY_LONGEST_PAUSE_MS, RetryPolicy.DEFAULT.longestPause())),
        basicAuthOf(text),
        tlsOf(text));
  }

  private static List<URI> urlsOf(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(","))
        .map(String::strip)
        .filter(url -> !url.isEmpty())
        .map(RegistrySettings::uri)
        .toList();
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(URLS, url, "http or https addresses", e);
    }
  }

  private static void requireUsable(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
      throw new InvalidSettingException(
          URLS, withoutUser(url), "http or https addresses without a query");
    }
    if (url.getUserInfo() != null) {
      throw new InvalidSettingException(
          URLS,
          withoutUser(url),
          "addresses without user and password (those belong in %s and %s)"
              .formatted(BASIC_USER, BASIC_PASSWORD));
    }
  }

  private static String withoutUser(URI url) {
    return url.getRawUserInfo() == null
        ? url.toString()
        : url.toString().replace(url.getRawUserInfo() + "@", "***@");
  }

  private static Optional<BasicAuth> basicAuthOf(SettingsText text) {
    text.requireTogether(BASIC_PASSWORD, BASIC_USER);
    return text.get(BASIC_USER).map(user -> new BasicAuth(user, text.secret(BASIC_PASSWORD)));
  }

  private static Optional<TlsFiles> tlsOf(SettingsText text) {
    text.requireTogether(TRUST_STORE_PASSWORD, TRUST_STORE);
    text.requireTogether(KEY_STORE_PASSWORD, KEY_STORE);
    var trust = text.file(TRUST_STORE, TRUST_STORE_PASSWORD);
    var own = text.file(KEY_STORE, KEY_STORE_PASSWORD);
    return trust.isEmpty() && own.isEmpty()
        ? Optional.empty()
        : Optional.of(new TlsFiles(trust, own));
  }
}

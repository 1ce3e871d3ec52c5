package org.zonekeeper.schemas.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.settings.ChoiceSetting;
import org.zonekeeper.settings.DurationSetting;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.settings.NumberSetting;
import org.zonekeeper.settings.PathSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.TextSetting;

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
 * @param memory directory for what the registry has said; absent: nothing is kept
 */
public record RegistrySettings(
    List<URI> urls,
    SchemaMode mode,
    TimeOuts timeOuts,
    RetryPolicy retry,
    Optional<BasicAuth> basicAuth,
    Optional<TlsFiles> tls,
    Optional<Path> memory) {

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

  /** Below the outage threshold of a zone, 1.5 s by default. */
  private static final Duration LONGEST_QUESTION = Duration.ofSeconds(1);

  private static final Setting<List<URI>> ADDRESSES =
      TextSetting.of(URLS)
          .readBy(RegistrySettings::urlsOf, "http or https addresses, separated by commas")
          .because("base addresses of one registry, tried in order; a path is allowed")
          .asOption("URL", "--registry", "--registry-url")
          .asVariable("ZONEKEEPER_REGISTRY");

  private static final Setting<SchemaMode> SCHEMA_MODE =
      ChoiceSetting.of(MODE, SchemaMode.class)
          .defaultsTo("register")
          .because(
              "how writers come by the ids of their schemas: register, so that a first start needs"
                  + " no step before it; look-up where services may not write to the registry");

  private static final Setting<String> USER =
      TextSetting.of(BASIC_USER)
          .matching("[^:]+", "a name that is not empty and holds no colon")
          .mayBeAbsent()
          .because("for HTTP basic authentication, with every request");

  private static final Setting<String> PASSWORD =
      TextSetting.of(BASIC_PASSWORD)
          .mayBeAbsent()
          .because("for HTTP basic authentication")
          .keptSecret();

  private static final TlsSettings TLS = TlsSettings.under("registry.tls", "the registry");

  private static final Setting<Path> MEMORY =
      PathSetting.directory("registry.memory.dir")
          .mayBeAbsent()
          .because(
              "where the registry's answers are kept: with them a part starts while the registry is"
                  + " away, and does not start if it gives other ids than before. An Agent Manager"
                  + " has its state directory; others none unless it is set");

  private static final Setting<Duration> CONNECT_TIMEOUT =
      DurationSetting.of(CONNECT_TIMEOUT_MS)
          .defaultsTo(TimeOuts.DEFAULT.connect())
          .between(Duration.ofMillis(1), Duration.ofMinutes(10))
          .because(
              "within a site a connection stands in milliseconds; more only hides a dead host"
                  + " while the next address waits");

  private static final Setting<Duration> REQUEST_TIMEOUT =
      DurationSetting.of(REQUEST_TIMEOUT_MS)
          .defaultsTo(TimeOuts.DEFAULT.request())
          .between(Duration.ofMillis(1), Duration.ofMinutes(10))
          .because(
              "until the whole answer is here; a cold registry takes about a second for its first"
                  + " registration on a small machine");

  private static final Setting<Integer> ATTEMPTS =
      NumberSetting.of(RETRY_ATTEMPTS)
          .defaultsTo(RetryPolicy.DEFAULT.attempts())
          .between(1, 1000)
          .because(
              "rounds over all addresses: with the pauses some seven seconds, in which a registry"
                  + " restarts");

  private static final Setting<Duration> FIRST_PAUSE =
      DurationSetting.of(RETRY_FIRST_PAUSE_MS)
          .defaultsTo(RetryPolicy.DEFAULT.firstPause())
          .between(Duration.ZERO, Duration.ofMinutes(10))
          .because("between the first and the second round; doubles from there");

  private static final Setting<Duration> LONGEST_PAUSE =
      DurationSetting.of(RETRY_LONGEST_PAUSE_MS)
          .defaultsTo(RetryPolicy.DEFAULT.longestPause())
          .between(Duration.ZERO, Duration.ofMinutes(10))
          .because("where the doubling of pauses ends");

  /** Every {@code registry.*} key. */
  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(ADDRESSES, SCHEMA_MODE, MEMORY, USER, PASSWORD)
          .and(TLS.catalogue())
          .and(CONNECT_TIMEOUT, REQUEST_TIMEOUT, ATTEMPTS, FIRST_PAUSE, LONGEST_PAUSE);

  public RegistrySettings {
    urls = List.copyOf(urls);
  }

  /** Settings with every default, for a registry at these addresses. */
  public static RegistrySettings at(String... urls) {
    return from(Map.of(URLS, String.join(",", urls)));
  }

  /**
   * Reads settings of the registry alone.
   *
   * @throws InvalidSettingException for what cannot be used
   */
  public static RegistrySettings from(Map<String, String> settings) {
    return of(CATALOGUE.read(settings));
  }

  /** Those of a part whose catalogue has {@link #CATALOGUE} in it. */
  public static RegistrySettings of(Settings settings) {
    if (settings.find(PASSWORD).isPresent() && settings.find(USER).isEmpty()) {
      throw settings.wrong(PASSWORD, "only together with " + USER);
    }
    if (settings.get(LONGEST_PAUSE).compareTo(settings.get(FIRST_PAUSE)) < 0) {
      throw settings.wrong(
          LONGEST_PAUSE,
          "at least the first pause, %d (milliseconds)"
              .formatted(settings.get(FIRST_PAUSE).toMillis()));
    }
    return new RegistrySettings(
        settings.get(ADDRESSES),
        settings.get(SCHEMA_MODE),
        new TimeOuts(settings.get(CONNECT_TIMEOUT), settings.get(REQUEST_TIMEOUT)),
        new RetryPolicy(
            settings.get(ATTEMPTS), settings.get(FIRST_PAUSE), settings.get(LONGEST_PAUSE)),
        settings.find(USER).map(user -> new BasicAuth(user, settings.find(PASSWORD).orElse(""))),
        TLS.files(settings),
        settings.find(MEMORY));
  }

  /** The same registry, for a question that somebody's zones wait for: asked once, for a moment. */
  RegistrySettings hasty() {
    return new RegistrySettings(
        urls,
        mode,
        timeOuts.within(LONGEST_QUESTION),
        new RetryPolicy(1, Duration.ZERO, Duration.ZERO),
        basicAuth,
        tls,
        memory);
  }

  /** Where the registry's answers are kept, unless it is set already. */
  public RegistrySettings rememberingIn(Path directory) {
    return new RegistrySettings(
        urls, mode, timeOuts, retry, basicAuth, tls, memory.or(() -> Optional.of(directory)));
  }

  private static List<URI> urlsOf(String commaSeparated) {
    List<URI> urls =
        Arrays.stream(commaSeparated.split(","))
            .map(String::strip)
            .filter(url -> !url.isEmpty())
            .map(RegistrySettings::uri)
            .toList();
    urls.forEach(RegistrySettings::requireUsable);
    return urls;
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
    boolean usable = http && url.getHost() != null && url.getPort() <= 65_535;
    if (!usable || url.getQuery() != null || url.getFragment() != null) {
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
}

package org.zonekeeper.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final Setting<String> NAME =
      TextSetting.of("name").matching("[a-z]+", "letters").because("it needs one");
  private static final Setting<Duration> PAUSE =
      DurationSetting.of("pause.ms")
          .defaultsTo(Duration.ofMillis(20))
          .between(Duration.ofMillis(1), Duration.ofSeconds(1))
          .because("a breath");
  private static final Setting<Integer> COUNT =
      NumberSetting.of("count").mayBeAbsent().between(1, 9).because("as many as fit");
  private static final Setting<String> PASSWORD =
      TextSetting.of("password").mayBeAbsent().because("opens it").keptSecret();
  private static final KeyFamily KAFKA = new KeyFamily("kafka.", "KEY", "Kafka's own");
  private static final KeyFamily DRIVE =
      new KeyFamily(
          "drive.",
          "KEY",
          "a drive's",
          new KeyFamily.Members(
              Set.of("qx"), key -> key.startsWith("any."), "what is not a drive's is elsewhere"));
  private static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(NAME, PAUSE, COUNT, PASSWORD).and(KAFKA).and(DRIVE);

  @TempDir private Path directory;

  @Test
  void whatIsNotGivenHasItsDefaultOrIsAbsent() {
    Settings settings = CATALOGUE.read(Map.of("name", "ann", "kafka.acks", "all"));

    assertThat(settings.get(PAUSE)).hasMillis(20);
    assertThat(settings.find(COUNT)).isEmpty();
    assertThat(settings.family(KAFKA)).isEqualTo(Map.of("acks", "all"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name     | 7       | name: '7' cannot be used; allowed: letters
          name     | ' '     | name: --set name is missing (it may also come from ZONEKEEPER_NAME or a file); allowed: letters
          pause.ms | 0       | pause.ms: '0' cannot be used; allowed: a whole number from 1 to 1000 (milliseconds)
          pause.ms | soon    | pause.ms: 'soon' cannot be used; allowed: a whole number from 1 to 1000 (milliseconds)
          count    | 10      | count: '10' cannot be used; allowed: a whole number from 1 to 9
          pasword  | hush    | pasword: there is no such setting; the nearest is password; --settings lists all
          kafka.   | hush    | kafka.: there is no such setting; --settings lists all
          drive.qz | hush    | drive.qz: there is no such setting; the nearest is drive.qx; what is not a drive's is elsewhere
          drive.zzzzzzzzzzzzzzzzzzzz | hush | drive.zzzzzzzzzzzzzzzzzzzz: there is no such setting; what is not a drive's is elsewhere
          """)
  void aWrongSettingIsOneSentence(String key, String value, String sentence) {
    GivenSettings given = GivenSettings.of(Map.of("name", "ann")).put("--set", Map.of(key, value));

    assertThatThrownBy(() -> CATALOGUE.read(given))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(sentence);
  }

  @Test
  void theEnvironmentHasAVariableForEachKeyAndOneForLinesOfOthers() {
    GivenSettings given = new GivenSettings();
    Environment.read(
        Map.of(
            "ZONEKEEPER_NAME", "ann",
            "ZONEKEEPER_COUNT", " ",
            "ZONEKEEPER_KAFKA_SASL_JAAS_CONFIG", "Module required a=\"b;c\";",
            "ZONEKEEPER_SET", "# more\n\npause.ms=30\nkafka.sasl.mechanism=PLAIN\n"),
        CATALOGUE,
        given);

    Settings settings = CATALOGUE.read(given);
    assertThat(settings.get(NAME)).isEqualTo("ann");
    assertThat(settings.get(PAUSE)).hasMillis(30);
    assertThat(settings.find(COUNT)).isEmpty();
    assertThat(settings.family(KAFKA))
        .containsEntry("sasl.jaas.config", "Module required a=\"b;c\";")
        .containsEntry("sasl.mechanism", "PLAIN");
  }

  @Test
  void whoStillSeparatesWithSemicolonsIsTold() {
    assertThatThrownBy(
            () ->
                Environment.read(
                    Map.of("ZONEKEEPER_SET", "name=ann;pause.ms=30"),
                    CATALOGUE,
                    new GivenSettings()))
        .hasMessage(
            "ZONEKEEPER_SET: pause.ms follows a semicolon, which is part of a value; allowed: one"
                + " KEY=VALUE a line");
  }

  @Test
  void aWrongValueOfTheEnvironmentIsToldWithItsVariable() {
    GivenSettings given = GivenSettings.of(Map.of("name", "ann"));
    Environment.read(Map.of("ZONEKEEPER_COUNT", "many"), CATALOGUE, given);

    assertThatThrownBy(() -> CATALOGUE.read(given))
        .hasMessage(
            "count: 'many' cannot be used; allowed: a whole number from 1 to 9 (it comes from"
                + " ZONEKEEPER_COUNT)");
  }

  @Test
  void aPasswordComesFromAFileAndIsNeverListed() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), " hush \n");
    GivenSettings given =
        GivenSettings.of(
            Map.of(
                "name", "ann",
                "password.file", secret.toString(),
                "kafka.ssl.key.password", "hush"));
    StringWriter listed = new StringWriter();

    assertThat(CATALOGUE.read(given).get(PASSWORD)).isEqualTo(" hush ");
    SettingsReference.list(CATALOGUE, given, new PrintWriter(listed, true));
    assertThat(listed.toString())
        .contains("password=***", "kafka.ssl.key.password=***", "name=ann   (given)")
        .doesNotContain("hush");
  }

  @Test
  void aBrokenEscapeInAFileIsOneSentence() throws IOException {
    Path file = Files.writeString(directory.resolve("broken.properties"), "name=C:\\users\n");

    assertThatThrownBy(() -> new GivenSettings().putFile(file))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "--config: %s cannot be read: a \\u is not followed by four hexadecimal digits (a"
                    .formatted(file)
                + " backslash is written \\\\)");
  }

  @Test
  void aFamilyTakesWhatItKnowsAndWhatItLeavesToOthers() {
    Settings settings =
        CATALOGUE.read(Map.of("name", "ann", "drive.qx", "1", "drive.any.thing", "2"));

    assertThat(settings.family(DRIVE)).isEqualTo(Map.of("qx", "1", "any.thing", "2"));
  }

  @Test
  void valuesThatDoNotGoTogetherAreRefused() {
    Setting<Duration> longer =
        DurationSetting.of("longer.ms")
            .defaultsTo(Duration.ofMillis(5))
            .between(Duration.ZERO, Duration.ofSeconds(1))
            .because("more");
    Settings settings = CATALOGUE.and(longer).read(Map.of("name", "ann"));

    assertThatThrownBy(() -> settings.requireLess(PAUSE, longer))
        .hasMessage("longer.ms: '5' cannot be used; allowed: more than pause.ms, which is 20");
  }
}

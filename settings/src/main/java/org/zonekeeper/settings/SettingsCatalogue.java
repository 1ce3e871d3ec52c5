package org.zonekeeper.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zonekeeper.settings.GivenSettings.Given;

/**
 * All settings that one command knows, in the order in which they are listed. Immutable.
 *
 * <p>Reading refuses keys that nobody declared, most likely slips of the pen, and checks every
 * value at once.
 */
public final class SettingsCatalogue {
  private final List<Setting<?>> settings;
  private final List<KeyFamily> families;

  private SettingsCatalogue(List<Setting<?>> settings, List<KeyFamily> families) {
    this.settings = List.copyOf(settings);
    this.families = List.copyOf(families);
  }

  public static SettingsCatalogue of(Setting<?>... settings) {
    return new SettingsCatalogue(List.of(settings), List.of());
  }

  /** The same, and further settings. */
  public SettingsCatalogue and(Setting<?>... more) {
    return and(of(more));
  }

  /** The same, and the keys of a family. */
  public SettingsCatalogue and(KeyFamily family) {
    return and(new SettingsCatalogue(List.of(), List.of(family)));
  }

  /** Both together. */
  public SettingsCatalogue and(SettingsCatalogue other) {
    return new SettingsCatalogue(
        joined(settings, other.settings), joined(families, other.families));
  }

  private static <E> List<E> joined(List<? extends E> one, List<? extends E> other) {
    List<E> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  /**
   * Checks settings.
   *
   * @throws InvalidSettingException for a key that is missing, unknown or has a wrong value
   */
  public Settings read(GivenSettings given) {
    Map<String, Given> texts = new TreeMap<>(given.byKey());
    texts.keySet().forEach(this::requireKnown);
    for (Setting<?> setting : settings) {
      if (setting.isSecret() && texts.containsKey(setting.fileKey())) {
        texts.put(setting.key(), ofFile(setting.fileKey(), texts.remove(setting.fileKey())));
      }
      boolean mayBeBlank = setting.fallback().isPresent() || setting.isSecret();
      if (!mayBeBlank && texts.containsKey(setting.key())) {
        texts.computeIfPresent(
            setting.key(), (key, value) -> value.text().isBlank() ? null : stripped(value));
      } else if (!setting.isSecret()) {
        texts.computeIfPresent(setting.key(), (key, value) -> stripped(value));
      }
      if (setting.isRequired() && !texts.containsKey(setting.key())) {
        throw setting.missing();
      }
    }
    Settings checked =
        new Settings(texts, settings.stream().map(Setting::key).collect(Collectors.toSet()));
    settings.forEach(setting -> check(setting, checked));
    return checked;
  }

  /** Checks settings that a program gives. */
  public Settings read(Map<String, String> given) {
    return read(GivenSettings.of(given));
  }

  /** The same, but what is missing is complained about only by whoever asks for it. */
  public SettingsCatalogue whereNeeded() {
    List<Setting<?>> lenient = new ArrayList<>();
    settings.forEach(setting -> lenient.add(setting.whereNeeded()));
    return new SettingsCatalogue(lenient, families);
  }

  List<Setting<?>> settings() {
    return settings;
  }

  List<KeyFamily> families() {
    return families;
  }

  boolean declares(String key) {
    return settings.stream()
        .anyMatch(
            setting ->
                setting.key().equals(key) || (setting.isSecret() && setting.fileKey().equals(key)));
  }

  boolean knows(String key) {
    return declares(key) || families.stream().anyMatch(family -> family.has(key));
  }

  /** The value is not shown: under a key that nobody knows it may be a password. */
  private void requireKnown(String key) {
    List<KeyFamily> mayHaveIt = families.stream().filter(family -> family.has(key)).toList();
    if (declares(key) || mayHaveIt.stream().anyMatch(family -> family.takes(key))) {
      return;
    }
    List<String> names =
        mayHaveIt.isEmpty()
            ? settings.stream().map(Setting::key).toList()
            : mayHaveIt.stream().flatMap(KeyFamily::names).toList();
    throw InvalidSettingException.saying(
        key,
        NearestWord.to(key, names)
            .map("there is no such setting; the nearest is %s"::formatted)
            .orElse("there is no such setting")
            .concat(
                mayHaveIt.stream()
                    .map(family -> "; " + family.members().hint())
                    .findFirst()
                    .orElse("; --settings lists all")));
  }

  private static void check(Setting<?> setting, Settings checked) {
    try {
      var unused = checked.find(setting);
    } catch (InvalidSettingException e) {
      String origin = checked.given(setting.key()).map(Given::origin).orElse("default");
      if (!origin.startsWith("file ") && !origin.startsWith("ZONEKEEPER_")) {
        throw e;
      }
      // Whoever did not type it wants to know who did.
      String problem = e.getMessage().substring(e.key().length() + 2);
      throw InvalidSettingException.saying(
          e.key(), "%s (it comes from %s)".formatted(problem, origin), e);
    }
  }

  private static Given stripped(Given value) {
    return new Given(value.text().strip(), value.origin());
  }

  private static Given ofFile(String key, Given named) {
    try {
      String content = Files.readString(Path.of(named.text().strip()));
      return new Given(content.replaceFirst("\\R\\z", ""), "file " + named.text());
    } catch (IOException | InvalidPathException e) {
      throw new InvalidSettingException(
          key, named.text(), "a file that this process may read, with the value in it", e);
    }
  }
}

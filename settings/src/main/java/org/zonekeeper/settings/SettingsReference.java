package org.zonekeeper.settings;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zonekeeper.settings.GivenSettings.Given;

/** Settings for people: as {@code --settings} lists them, and as a table. Stateless. */
public final class SettingsReference {
  private SettingsReference() {}

  static void list(SettingsCatalogue catalogue, GivenSettings given, PrintWriter out) {
    Map<String, Given> texts = new TreeMap<>(given.byKey());
    for (Setting<?> setting : catalogue.settings()) {
      Optional<Given> value = Optional.ofNullable(texts.remove(setting.key()));
      if (setting.isSecret() && texts.containsKey(setting.fileKey())) {
        value = Optional.of(texts.remove(setting.fileKey()));
      }
      String shown =
          value
              .map(found -> setting.isSecret() ? "***" : found.text())
              .orElseGet(setting::standard);
      out.printf("%s=%s%s%n", setting.key(), shown, value.map(SettingsReference::from).orElse(""));
      out.printf("    %s%n    allowed: %s%n", setting.why(), setting.allowed());
    }
    for (KeyFamily family : catalogue.families()) {
      out.printf("%s%n    %s%n", family.pattern(), family.why());
      for (Map.Entry<String, Given> entry : texts.entrySet()) {
        if (family.has(entry.getKey()) && family.takes(entry.getKey())) {
          out.printf(
              "    %s=%s%s%n",
              entry.getKey(),
              KeyFamily.isSecret(entry) ? "***" : entry.getValue().text(),
              from(entry.getValue()));
        }
      }
    }
  }

  private static String from(Given value) {
    return "   (" + value.origin() + ")";
  }

  /**
   * A Markdown table of what a catalogue declares.
   *
   * @param elsewhere what stands in another table
   */
  public static String table(SettingsCatalogue catalogue, SettingsCatalogue elsewhere) {
    StringBuilder table =
        new StringBuilder("| key | default | allowed | why |\n|---|---|---|---|\n");
    for (Setting<?> setting : catalogue.settings()) {
      if (elsewhere.declares(setting.key())) {
        continue;
      }
      String other =
          (setting.options().isEmpty() ? "" : " `" + setting.options().getFirst() + "`")
              + (setting.variable().equals(Setting.variable(setting.key()))
                  ? ""
                  : " `" + setting.variable() + "`")
              + (setting.isSecret() ? " `" + setting.fileKey() + "`" : "");
      table.append(
          row(
              "`" + setting.key() + "`" + other,
              setting.standard().isEmpty()
                  ? setting.isRequired() ? "*required*" : "–"
                  : "`" + setting.standard() + "`",
              setting.allowed(),
              setting.why()));
    }
    for (KeyFamily family : catalogue.families()) {
      if (elsewhere.families().contains(family)) {
        continue;
      }
      table.append(row("`" + family.pattern() + "`", "–", "", family.why()));
    }
    return table.toString();
  }

  private static String row(String... cells) {
    StringBuilder row = new StringBuilder("|");
    for (String cell : cells) {
      row.append(' ').append(cell.replace("|", "\\|")).append(" |");
    }
    return row.append('\n').toString();
  }
}

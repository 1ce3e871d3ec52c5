package org.zonekeeper.settings;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A picocli mixin: {@code --config}, {@code --set}, {@code --settings}, and an option for each
 * setting that has one. An option wins over {@code --set}, that over the environment, that over the
 * file. Filled by picocli, on the command line's one thread.
 */
public final class SettingsOptions {
  private final SettingsCatalogue catalogue;
  private final Map<String, String> byOption = new LinkedHashMap<>();

  @Option(names = "--config", paramLabel = "FILE", description = "Properties file with settings.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting; may be repeated. Each can also come from the environment, a.key as"
              + " ZONEKEEPER_A_KEY. An option wins over --set, that over the environment, that over"
              + " the file.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--settings",
      help = true,
      description =
          "List every setting with its value, where that is from, and its reason, and end.")
  private boolean listed;

  public SettingsOptions(SettingsCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Adds the options of single settings; called by picocli when it builds the command. */
  @Spec(Spec.Target.MIXEE)
  void command(CommandSpec command) {
    for (Setting<?> setting : catalogue.settings()) {
      if (!setting.options().isEmpty()) {
        command.addOption(option(setting));
      }
    }
  }

  private OptionSpec option(Setting<?> setting) {
    String standard = setting.standard().isEmpty() ? "" : "; default: " + setting.standard();
    return OptionSpec.builder(setting.options().toArray(String[]::new))
        .paramLabel(setting.label())
        .arity(setting.isFlag() ? "0" : "1")
        .type(setting.isFlag() ? boolean.class : String.class)
        .description(
            "%s (%s%s)."
                .formatted(setting.allowed(), setting.variable(), standard)
                .replace("%", "%%"))
        .setter(
            new picocli.CommandLine.Model.ISetter() {
              @Override
              @SuppressWarnings("unchecked")
              public <T> T set(T value) {
                return (T)
                    (value == null
                        ? byOption.remove(setting.key())
                        : byOption.put(
                            setting.key(),
                            setting.isFlag() ? Setting.SWITCHED_ON : value.toString()));
              }
            })
        .build();
  }

  /** Whether the settings were to be listed, and are now. */
  public boolean list(PrintWriter out) {
    if (listed) {
      SettingsReference.list(catalogue, given(), out);
      out.flush();
    }
    return listed;
  }

  /** Whether an option of this setting stands on the command line; nothing else counts. */
  public boolean has(Setting<?> setting) {
    return byOption.containsKey(setting.key());
  }

  /**
   * Everything that was given, checked.
   *
   * @throws InvalidSettingException for what cannot be used
   */
  public Settings read() {
    return catalogue.read(given());
  }

  private GivenSettings given() {
    GivenSettings given = new GivenSettings();
    config.ifPresent(given::putFile);
    Environment.read(System.getenv(), catalogue, given);
    given.put("--set", set);
    for (Setting<?> setting : catalogue.settings()) {
      if (has(setting)) {
        given.put(
            setting.key(), byOption.get(setting.key()), "option " + setting.options().getFirst());
      }
    }
    return given;
  }
}

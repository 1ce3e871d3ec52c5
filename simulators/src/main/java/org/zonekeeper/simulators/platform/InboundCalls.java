package org.zonekeeper.simulators.platform;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.zonekeeper.settings.NumberSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.TextSetting;

/**
 * Who calls in on the simulated platform's inbound side: by turns many people and nobody, for half
 * a minute each. Immutable.
 *
 * @param skills that people call in for; none: nobody does, and nothing is reported
 * @param callsPerMinute of each skill, while many call
 */
public record InboundCalls(List<String> skills, int callsPerMinute) {
  /** Between two reports of how many wait. */
  static final Duration REPORT_EVERY = Duration.ofSeconds(2);

  /** How long many people call, and then nobody. */
  static final Duration TIDE = Duration.ofSeconds(30);

  public static final Setting<String> SKILLS =
      TextSetting.of("inbound.skills")
          .matching(
              "[^:,\\s]{1,100}(,[^:,\\s]{1,100}){0,9}",
              "1 to 10 names of skills without levels, with commas between them")
          .mayBeAbsent()
          .because(
              "skills that people call in for, of which the inbound side reports how many wait;"
                  + " none: nobody calls in");

  public static final Setting<Integer> CALLS_PER_MINUTE =
      NumberSetting.of("inbound.calls.per.minute")
          .defaultsTo(30)
          .between(1, 1_000)
          .because(
              "of each skill while many people call in, half of the time: enough that a blender has"
                  + " something to do");

  static final SettingsCatalogue CATALOGUE = SettingsCatalogue.of(SKILLS, CALLS_PER_MINUTE);

  /** Nobody calls in. */
  public static final InboundCalls NONE = new InboundCalls(List.of(), 1);

  public InboundCalls {
    skills = List.copyOf(skills);
  }

  static InboundCalls of(Settings settings) {
    Optional<String> skills = settings.find(SKILLS);
    return new InboundCalls(
        skills.map(names -> Arrays.asList(names.split(","))).orElse(List.of()),
        settings.get(CALLS_PER_MINUTE));
  }
}

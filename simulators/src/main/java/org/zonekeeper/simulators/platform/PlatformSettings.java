package org.zonekeeper.simulators.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.zonekeeper.settings.ChoiceSetting;
import org.zonekeeper.settings.DurationSetting;
import org.zonekeeper.settings.KeyFamily;
import org.zonekeeper.settings.NumberSetting;
import org.zonekeeper.settings.PathSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.simulators.contacts.ContactFile;
import org.zonekeeper.simulators.contacts.ContactList;

/**
 * Everything that decides how the simulated platform behaves. Immutable.
 *
 * @param seed same seed, same lists and same orders: same calls with the same fates
 * @param calls how long people take
 * @param lines how long the machinery takes
 * @param dialling which contacts are dialled
 * @param faults what goes wrong from the start
 * @param inbound who calls in
 */
public record PlatformSettings(
    long seed,
    CallTimes calls,
    LineTimes lines,
    Dialling dialling,
    Faults faults,
    InboundCalls inbound) {

  public static final Setting<Long> SEED =
      NumberSetting.ofLong("seed")
          .defaultsTo(1L)
          .because("same seed, same lists and same orders: same calls with the same fates");

  public static final Setting<Path> CONTACTS =
      PathSetting.fileToRead("contacts")
          .mayBeAbsent()
          .because(
              "the list of every campaign without its own, semicolon-separated"
                  + " duration;campaign;previous;y; none: the shipped sample");

  public static final Setting<WhenUsedUp> ENDLESS =
      ChoiceSetting.of(
              "contacts.endless",
              WhenUsedUp.class,
              choice -> choice == WhenUsedUp.RECYCLE ? "yes" : "no")
          .defaultsTo("no")
          .because(
              "whether a list begins anew when its contacts are used up: a dialler does not, a demo"
                  + " that must not run dry sets it");

  public static final Setting<Integer> ATTEMPTS =
      NumberSetting.of("contacts.attempts")
          .defaultsTo(4)
          .between(1, 1000)
          .because(
              "most attempts to reach one contact in a round: four reach 88 % of the real list's"
                  + " contacts; more would only chase the rest");

  public static final KeyFamily CONTACTS_OF =
      new KeyFamily("contacts.", "CAMPAIGN", "a campaign's own list, a file as for contacts");

  public static final Setting<Leases> IGNORE_LEASES =
      ChoiceSetting.of(
              "fault.ignore.leases",
              Leases.class,
              choice -> choice == Leases.IGNORED ? "yes" : "no")
          .defaultsTo("no")
          .because("sabotage, to prove that the checker sees it: dial on without a lease");

  public static final Setting<Duration> DELAY_FACTS =
      DurationSetting.of("fault.delay.facts.ms")
          .defaultsTo(Duration.ZERO)
          .between(Duration.ZERO, Duration.ofDays(1))
          .because("sabotage: hold each fact back, in order");

  public static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(SEED, CONTACTS, ENDLESS, ATTEMPTS)
          .and(CONTACTS_OF)
          .and(CallTimes.CATALOGUE)
          .and(LineTimes.CATALOGUE)
          .and(InboundCalls.CATALOGUE)
          .and(IGNORE_LEASES, DELAY_FACTS);

  /**
   * Which contacts are dialled.
   *
   * @param lists by campaign
   * @param otherwise the list of every other campaign
   * @param mostAttempts to reach one contact in a round
   * @param whenUsedUp what follows the last attempt to the last contact
   */
  public record Dialling(
      Map<String, ContactList> lists,
      ContactList otherwise,
      int mostAttempts,
      WhenUsedUp whenUsedUp) {
    public Dialling {
      lists = Map.copyOf(lists);
    }

    ContactList listOf(String campaign) {
      return lists.getOrDefault(campaign, otherwise);
    }
  }

  /** What a job does when its contacts are used up. */
  public enum WhenUsedUp {
    /** Reports {@code ContactsExhausted}. */
    REPORT,
    /** Begins anew, with new fates. */
    RECYCLE
  }

  /** Whether leases are obeyed. */
  public enum Leases {
    HONOURED,
    /** Dials on without authorisation: a fault that must show. */
    IGNORED
  }

  /**
   * What goes wrong.
   *
   * @param leases whether they are obeyed
   * @param factDelay how long each fact is held back, in order
   */
  public record Faults(Leases leases, Duration factDelay) {
    public static final Faults NONE = new Faults(Leases.HONOURED, Duration.ZERO);
  }

  /**
   * Reads the settings and the contact files that they name.
   *
   * @throws org.zonekeeper.settings.InvalidSettingException for a setting that cannot be used
   * @throws org.zonekeeper.simulators.contacts.UnusableContactsException for a list that cannot be
   *     used
   */
  public static PlatformSettings from(Map<String, String> text) {
    return of(CATALOGUE.read(text));
  }

  /** As {@link #from}, of settings that are read. */
  public static PlatformSettings of(Settings settings) {
    return new PlatformSettings(
        settings.get(SEED),
        CallTimes.of(settings),
        LineTimes.of(settings),
        dialling(settings),
        new Faults(settings.get(IGNORE_LEASES), settings.get(DELAY_FACTS)),
        InboundCalls.of(settings));
  }

  private static Dialling dialling(Settings settings) {
    Map<String, ContactList> lists = new HashMap<>();
    settings
        .family(CONTACTS_OF)
        .forEach((campaign, file) -> lists.put(campaign, ContactFile.read(Path.of(file))));
    return new Dialling(
        lists,
        settings.find(CONTACTS).map(ContactFile::read).orElseGet(ContactFile::sample),
        settings.get(ATTEMPTS),
        settings.get(ENDLESS));
  }
}

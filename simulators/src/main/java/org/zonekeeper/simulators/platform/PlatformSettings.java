package org.zonekeeper.simulators.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.zonekeeper.simulators.contacts.ContactFile;
import org.zonekeeper.simulators.contacts.ContactList;
import org.zonekeeper.simulators.settings.SettingsReader;

/**
 * Everything that decides how the simulated platform behaves. Immutable.
 *
 * @param seed same seed, same lists and same orders: same calls with the same fates
 * @param calls how long people take
 * @param lines how long the machinery takes
 * @param dialling which contacts are dialled
 * @param faults what goes wrong from the start
 */
public record PlatformSettings(
    long seed, CallTimes calls, LineTimes lines, Dialling dialling, Faults faults) {

  public static final String SEED = "seed";

  /** A list's file for every campaign without its own; the shipped sample if there is none. */
  public static final String CONTACTS = "contacts";

  /** {@code contacts.<campaign>}: a campaign's own list. */
  public static final String CONTACTS_OF = "contacts.";

  /** Whether a list begins anew when its contacts are used up. */
  public static final String ENDLESS = "contacts.endless";

  /** Most attempts to reach one contact in a round. */
  public static final String ATTEMPTS = "contacts.attempts";

  /** Sabotage, to prove that the checker sees it. */
  public static final String IGNORE_LEASES = "fault.ignore.leases";

  public static final String DELAY_FACTS = "fault.delay.facts.ms";

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
   * @throws org.zonekeeper.schemas.registry.InvalidSettingException for a setting that cannot be
   *     used
   * @throws org.zonekeeper.simulators.contacts.UnusableContactsException for a list that cannot be
   *     used
   */
  public static PlatformSettings from(Map<String, String> text) {
    SettingsReader settings = new SettingsReader(text);
    PlatformSettings read =
        new PlatformSettings(
            settings.number(SEED, 1, Long.MIN_VALUE, Long.MAX_VALUE),
            CallTimes.from(settings),
            LineTimes.from(settings),
            dialling(settings, text),
            new Faults(
                settings.yes(IGNORE_LEASES, "no") ? Leases.IGNORED : Leases.HONOURED,
                settings.millis(DELAY_FACTS, Duration.ZERO)));
    settings.refuseTheRest();
    return read;
  }

  private static Dialling dialling(SettingsReader settings, Map<String, String> text) {
    // Not recycling is how a dialler really behaves; a demo that must not run dry sets it.
    WhenUsedUp whenUsedUp = settings.yes(ENDLESS, "no") ? WhenUsedUp.RECYCLE : WhenUsedUp.REPORT;
    // Four attempts reach 88 % of the real list's contacts; more would only chase the rest.
    int attempts = (int) settings.number(ATTEMPTS, 4, 1, 1000);
    Map<String, ContactList> lists = new HashMap<>();
    for (String key : text.keySet()) {
      if (key.startsWith(CONTACTS_OF) && !key.equals(ENDLESS) && !key.equals(ATTEMPTS)) {
        String campaign = key.substring(CONTACTS_OF.length());
        settings.text(key).ifPresent(file -> lists.put(campaign, ContactFile.read(Path.of(file))));
      }
    }
    ContactList otherwise =
        settings
            .text(CONTACTS)
            .map(file -> ContactFile.read(Path.of(file)))
            .orElseGet(ContactFile::sample);
    return new Dialling(lists, otherwise, attempts, whenUsedUp);
  }
}

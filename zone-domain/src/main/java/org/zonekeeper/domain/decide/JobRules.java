package org.zonekeeper.domain.decide;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zonekeeper.domain.index.Skills;
import org.zonekeeper.schemas.ScriptUrl;
import org.zonekeeper.schemas.command.ChangeJob;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.MissedCallbackAction;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.trust.ContractTypes;

/** What settings a job may have. Each fault names the setting, its value and what is allowed. */
final class JobRules {
  private static final int DAY_MS = 86_400_000;

  static {
    // Avro copies settings below.
    ContractTypes.trust();
  }

  private JobRules() {}

  /** The first fault of the settings, if there is one. */
  static Optional<String> fault(JobSettings s) {
    return Stream.of(
            blank("campaign", s.getCampaign()),
            outside("priority", s.getPriority(), 1, 10),
            outside("minAgents", s.getMinAgents(), 0, 9999),
            outside("maxAgents", s.getMaxAgents(), Math.max(1, s.getMinAgents()), 9999),
            s.getPacing() == PacingMode.UNKNOWN
                ? Optional.of(
                    "pacing is UNKNOWN; allowed: PROGRESSIVE, PREDICTIVE, PREVIEW, MANUAL")
                : Optional.<String>empty(),
            outside("maxDialRatio", s.getMaxDialRatio(), 1, 10),
            outside("nuisanceCapPercent", s.getNuisanceCapPercent(), 0, 100),
            outside("queueLimit", s.getQueueLimit(), 0, 10_000),
            outside("queueTimeoutMs", s.getQueueTimeoutMs(), 1, DAY_MS),
            outside("liveVoiceBudgetMs", s.getLiveVoiceBudgetMs(), 0, 60_000),
            outside("wrapUpLimitMs", s.getWrapUpLimitMs(), 1, DAY_MS),
            outside("wrapUpExtensionMs", s.getWrapUpExtensionMs(), 1, DAY_MS),
            outside("maxWrapUpExtensions", s.getMaxWrapUpExtensions(), 0, 100),
            outside("previewLimitMs", s.getPreviewLimitMs(), 1000, DAY_MS),
            outside("maxRedials", s.getMaxRedials(), 0, 100),
            callbackTypes(s),
            hours(s),
            outside("callbackWindowMs", s.getCallbackWindowMs(), 60_000, DAY_MS),
            outside("callbackPreferredMs", s.getCallbackPreferredMs(), 0, DAY_MS),
            outside("callbackRetryMs", s.getCallbackRetryMs(), 1000, DAY_MS),
            outside("callbackMaxTries", s.getCallbackMaxTries(), 1, 100),
            s.getMissedCallbacks() == MissedCallbackAction.UNKNOWN
                ? Optional.of("missedCallbacks is UNKNOWN; allowed: CLOSE, RETRY, NEXT_DAY")
                : Optional.<String>empty(),
            outside("ringTimeoutMs", s.getRingTimeoutMs(), 1000, 300_000),
            outside("maxCallTimeMs", s.getMaxCallTimeMs(), 1, DAY_MS),
            outside("firstDispositionTimeoutMs", s.getFirstDispositionTimeoutMs(), 1, DAY_MS),
            blank("defaultCompletionCode", s.getDefaultCompletionCode()),
            systemCode(s),
            script(s),
            Skills.fault("requiredSkills", s.getRequiredSkills()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The settings with the fields of the command that are given. */
  static JobSettings changed(JobSettings settings, ChangeJob c) {
    JobSettings.Builder changed = JobSettings.newBuilder(settings);
    Optional.ofNullable(c.getPriority()).ifPresent(changed::setPriority);
    Optional.ofNullable(c.getMinAgents()).ifPresent(changed::setMinAgents);
    Optional.ofNullable(c.getMaxAgents()).ifPresent(changed::setMaxAgents);
    Optional.ofNullable(c.getPacing()).ifPresent(changed::setPacing);
    Optional.ofNullable(c.getMaxDialRatio()).ifPresent(changed::setMaxDialRatio);
    Optional.ofNullable(c.getNuisanceCapPercent()).ifPresent(changed::setNuisanceCapPercent);
    Optional.ofNullable(c.getCallQueuing()).ifPresent(changed::setCallQueuing);
    Optional.ofNullable(c.getQueueLimit()).ifPresent(changed::setQueueLimit);
    Optional.ofNullable(c.getQueueTimeoutMs()).ifPresent(changed::setQueueTimeoutMs);
    Optional.ofNullable(c.getWrapUpLimitMs()).ifPresent(changed::setWrapUpLimitMs);
    Optional.ofNullable(c.getWrapUpExtensionMs()).ifPresent(changed::setWrapUpExtensionMs);
    Optional.ofNullable(c.getMaxWrapUpExtensions()).ifPresent(changed::setMaxWrapUpExtensions);
    Optional.ofNullable(c.getRingTimeoutMs()).ifPresent(changed::setRingTimeoutMs);
    return changed.build();
  }

  private static Optional<String> outside(String name, double value, double least, double most) {
    // Written so that a not-a-number is outside too.
    return value >= least && value <= most
        ? Optional.empty()
        : Optional.of(
            "%s is %s; allowed: %s to %s".formatted(name, plain(value), plain(least), plain(most)));
  }

  private static Optional<String> blank(String name, String value) {
    return value.isBlank() ? Optional.of(name + " must not be blank") : Optional.empty();
  }

  /** An agent's code that looks like the system's would make the reports lie. */
  private static Optional<String> systemCode(JobSettings s) {
    List<String> system = CompletionCodes.system();
    return Stream.concat(s.getCompletionCodes().stream(), Stream.of(s.getDefaultCompletionCode()))
        .filter(system::contains)
        .findFirst()
        .map(code -> "completion code %s is the system's own; choose another".formatted(code));
  }

  private static Optional<String> callbackTypes(JobSettings s) {
    List<String> all =
        Stream.of(CallbackType.values())
            .filter(type -> type != CallbackType.UNKNOWN)
            .map(CallbackType::name)
            .toList();
    return s.getCallbackTypes().stream()
        .filter(type -> !all.contains(type))
        .findFirst()
        .map(type -> "callbackTypes has %s; allowed: %s".formatted(type, String.join(", ", all)));
  }

  private static Optional<String> hours(JobSettings s) {
    Optional<LocalTime> from = CallingHours.time(s.getCallingHoursFrom());
    Optional<LocalTime> to = CallingHours.time(s.getCallingHoursTo());
    return from.isPresent() && to.isPresent() && from.get().isBefore(to.get())
        ? Optional.empty()
        : Optional.of(
            "callingHoursFrom is %s and callingHoursTo %s; allowed: times of one day, the second one later, such as 08:00 and 21:00, up to 24:00"
                .formatted(s.getCallingHoursFrom(), s.getCallingHoursTo()));
  }

  /** Desktops open it as it is, so it must be a page's address whatever is filled in. */
  private static Optional<String> script(JobSettings s) {
    return s.getScriptUrl().isEmpty() || ScriptUrl.isOne(s.getScriptUrl())
        ? Optional.empty()
        : Optional.of(
            "scriptUrl is no address that a desktop can open; allowed: http or https, a host, and %s behind it"
                .formatted(String.join(", ", ScriptUrl.PLACES)));
  }

  private static String plain(double value) {
    return value == Math.rint(value) && !Double.isInfinite(value)
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

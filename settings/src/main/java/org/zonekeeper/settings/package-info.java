/**
 * How every part is configured. A {@link org.zonekeeper.settings.Setting} declares a key with what
 * is allowed, its default and its reason; a {@link org.zonekeeper.settings.SettingsCatalogue} is
 * all that one command knows; {@link org.zonekeeper.settings.SettingsOptions} puts it on a command
 * line and collects file, environment, {@code --set} and options; {@link
 * org.zonekeeper.settings.Settings} are the checked values. Depends on nothing of ours.
 */
package org.zonekeeper.settings;

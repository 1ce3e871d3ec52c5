/** Typed settings of the simulators. */
package org.zonekeeper.simulators.settings;

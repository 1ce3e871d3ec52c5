/**
 * Who is called: campaign lists read from files, with the talk times and attempts of real calls.
 */
package org.zonekeeper.simulators.contacts;

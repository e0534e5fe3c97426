// Writes the reader's position, to about a kilometre, into the form of a point. Nothing is sent until they send it.
"use strict";
(() => {
  const place = document.querySelector("[data-locating]");
  const form = place && place.closest("form");
  if (!form || !navigator.geolocation || !window.isSecureContext) return;
  const said = place.querySelector("[role=status]");
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => {
    said.textContent = said.dataset.wait;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.latitud.value = coords.latitude.toFixed(2);
        form.elements.longitud.value = coords.longitude.toFixed(2);
        said.textContent = "";
        form.querySelector("button[type=submit]").focus();
      },
      () => { said.textContent = said.dataset.refused; },
      { enableHighAccuracy: false, timeout: 15000, maximumAge: 600000 },
    );
  });
})();

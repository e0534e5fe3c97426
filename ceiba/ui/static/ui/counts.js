// Keeps the totals of a table of counts true while somebody types. Without it they are those of the last answer.
"use strict";
(() => {
  const number = (box) => {
    const plain = box.value.replace(/[\s.,]/g, "");
    return /^[0-9]{1,9}$/.test(plain) ? Number(plain) : null;
  };
  const sum = (boxes) => {
    const found = boxes.map(number).filter((one) => one !== null);
    return found.length ? String(found.reduce((all, one) => all + one, 0)) : "";
  };
  const tell = (table) => {
    const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("[data-part]")]);
    [...table.tBodies[0].rows].forEach((row, at) => { row.querySelector("[data-across]").textContent = sum(rows[at]); });
    [...table.querySelectorAll("[data-down]")].forEach((cell, at) => {
      const column = rows.map((row) => row[at]).filter(Boolean);
      cell.textContent = sum(column.length ? column : rows.flat());
    });
  };
  document.addEventListener("input", (event) => {
    const table = event.target.closest("table[data-counts]");
    if (table) tell(table);
  });
})();

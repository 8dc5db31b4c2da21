/** Form to add a product, a song or a logo. */
import { api, attempt, session, signIn } from './session.js';
import { el, toast } from './ui.js';

/** Opens the form, or that to sign in. */
export const addItem = (board, title, labels) => {
  if (!session.name) return signIn();
  const name = el('input', { required: true, maxlength: 120, autocomplete: 'off' });
  const line = el('input', { maxlength: 200, autocomplete: 'off' });
  const send = async (event) => {
    event.preventDefault();
    await attempt(async () => {
      await api(`/api/polls/${board}/subjects`, 'POST', { title: name.value, tagline: line.value });
      dialog.close();
      toast('Added. It is on everybody’s page now.');
    });
  };
  const dialog = el(
    'dialog',
    { 'aria-label': title, onclose: () => dialog.remove() },
    el(
      'form',
      { method: 'dialog', onsubmit: send },
      el('h2', { text: title }),
      el('label', { class: 'field' }, labels[0], name),
      el('label', { class: 'field' }, labels[1], line),
      el(
        'div',
        { class: 'buttons' },
        el('button', { class: 'button main', text: 'Add' }),
        el('button', { class: 'button', type: 'button', onclick: () => dialog.close(), text: 'Cancel' }),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return undefined;
};

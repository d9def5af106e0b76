import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

export interface SwitchProps {
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
  readonly children: ComponentChildren;
}

/** A check box drawn as a switch; on and off differ in place and shape. */
export function Switch({ on, onSwitch, children }: SwitchProps): JSX.Element {
  const id = useId();
  return (
    <span class="switch">
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={on}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          // The drawing follows the setting: a refused permission leaves the switch where it was.
          event.currentTarget.checked = on;
          onSwitch(checked);
        }}
      />
      <label for={id}>{children}</label>
    </span>
  );
}

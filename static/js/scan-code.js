// Reads a QR code with the camera where the browser can, and sends what it says. The camera is asked for
// by a click and let go when the dialog closes. Without this a photo of the code does the same.
const PAUSE = 200;

async function canScan() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

function prepare(button) {
  const dialog = document.getElementById(button.dataset.scan);
  const [video, status] = [dialog.querySelector("video"), dialog.querySelector("[role=status]")];
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const target = document.getElementById(button.dataset.into);

  const look = async () => {
    if (!dialog.open) return;
    const [code] = await detector.detect(video).catch(() => []);
    if (!dialog.open) return;
    if (!code) {
      setTimeout(look, PAUSE);
      return;
    }
    dialog.close();
    target.value = code.rawValue;
    target.form.requestSubmit();
  };

  button.hidden = false;
  button.addEventListener("click", async () => {
    dialog.showModal();
    status.textContent = dialog.dataset.looking;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      // Closed while the browser was still asking: the camera must not stay on.
      if (!dialog.open) return stop(stream);
      video.srcObject = stream;
      await video.play();
      look();
    } catch {
      status.textContent = dialog.dataset.refused;
    }
  });
  dialog.addEventListener("close", () => {
    stop(video.srcObject);
    video.srcObject = null;
  });
}

function stop(stream) {
  stream?.getTracks().forEach((track) => track.stop());
}

if (await canScan()) document.querySelectorAll("button[data-scan]").forEach(prepare);

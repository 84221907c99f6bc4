namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>A way to compute matrix products on a device.</summary>
/// <param name="Name">What <c>electragen devices</c> prints and <c>--tier</c> takes.</param>
/// <param name="Arithmetic">What it rounds elements to.</param>
/// <param name="Reason">Why the device has it.</param>
/// <param name="Tiles">Its tiles, the one for products of unknown shape first. All of them sum in the same order.</param>
internal sealed record MatrixTier(string Name, Precision Arithmetic, string Reason, IReadOnlyList<MatrixTile> Tiles);

namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>What a tier that multiplies in fewer bits makes of the elements of a product.</summary>
internal static class ElementRounding
{
    /// <summary>
    /// The most that an element is off by, as a part of it. bf16 is rounded to the nearest by the shader; fp16 by the driver, which may
    /// take either neighbour.
    /// </summary>
    public static double UnitOf(Precision arithmetic) => arithmetic switch
    {
        Precision.Bf16 => Math.ScaleB(1, -8),
        Precision.Fp16 => Math.ScaleB(1, -10),
        _ => 0,
    };
}

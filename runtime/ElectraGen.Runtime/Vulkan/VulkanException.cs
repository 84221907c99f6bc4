using System.Diagnostics;
using System.Runtime.CompilerServices;
using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>A Vulkan call that failed: the sentence names the call, the result and what to do.</summary>
internal sealed class VulkanException : ElectraGenException
{
    private VulkanException(Result result, string message)
        : base(message)
    {
        Result = result;
    }

    /// <summary>What the driver answered.</summary>
    public Result Result { get; }

    /// <summary>The exception for a call as it stands in the source, for example <c>api.QueueSubmit(queue, 1, …)</c>.</summary>
    public static VulkanException From(Result result, string call)
    {
        string[] path = call.Split('(')[0].Split('.');
        string name = "vk" + path[^1];
        return new VulkanException(result, result switch
        {
            Result.ErrorOutOfDeviceMemory or Result.ErrorOutOfHostMemory =>
                $"{name} ran out of memory ({result}); use a smaller batch or another device.",
            Result.ErrorDeviceLost =>
                $"The device was lost in {name}: its driver gave up, most often because a dispatch ran too long; use a smaller batch or another device.",
            _ => $"{name} failed with {result}; update the driver, or choose another device with --device.",
        });
    }
}

internal static class ResultExtensions
{
    /// <summary>Throws unless the call succeeded; the compiler supplies the call's text.</summary>
    /// <exception cref="VulkanException">It did not.</exception>
    [DebuggerHidden]
    public static void Check(this Result result, [CallerArgumentExpression(nameof(result))] string call = "")
    {
        if (result != Result.Success)
            throw VulkanException.From(result, call);
    }
}
